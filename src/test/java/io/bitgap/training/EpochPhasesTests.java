package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.network.ImageShape;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What training sees of quantizers in which epoch. */
class EpochPhasesTests {
    private static final Recipe TWO_PHASES = Recipes.find("gdrq-two-phase", Recipes.defaultBaseline())
            .orElseThrow()
            .recipe()
            .batchNorm(BatchNormMode.TRAIN);
    private static final String QUANTIZE = "stem-bn-quantize";

    private final INDArray images = Nd4j.rand(DataType.FLOAT, 4, 32, 32, 3);

    @Test
    void activationsAreClippedFirstAndQuantizedThen() {
        ComputationGraph graph = network(new MethodPlan(
                "activations", QuantizerChoice.NONE, new QuantizerChoice("gdrq", Map.of("k", 0.5)), 32, 2));
        EpochPhases phases = new EpochPhases(TWO_PHASES);
        phases.enter(graph, 0);
        double[] clipped = activations(graph);
        assertThat(Arrays.stream(clipped).distinct().count()).isGreaterThan(1000);
        double threshold = graph.getLayer(QUANTIZE).getParam("threshold").getDouble(0);
        assertThat(Arrays.stream(clipped).max().orElseThrow()).isBetween(0.99 * threshold, 1.01 * threshold);
        phases.enter(graph, 1);
        assertThat(Arrays.stream(activations(graph)).distinct().count()).isEqualTo(4);
    }

    @Test
    void weightsAreClippedFirstAndQuantizedThen() {
        // so high a threshold clips nothing: what is not rounded is fp32
        ComputationGraph graph = network(
                new MethodPlan("weights", new QuantizerChoice("gdrq", Map.of("k", 100)), QuantizerChoice.NONE, 2, 32));
        ComputationGraph fp32 = network(null);
        fp32.setParams(graph.params());
        INDArray expected = fp32.outputSingle(true, images);
        EpochPhases phases = new EpochPhases(TWO_PHASES);
        phases.enter(graph, 0);
        assertThat(graph.outputSingle(true, images)).isEqualTo(expected);
        phases.enter(graph, 1);
        assertThat(graph.outputSingle(true, images)).isNotEqualTo(expected);
    }

    private double[] activations(ComputationGraph graph) {
        return Objects.requireNonNull(graph.feedForward(images, true).get(QUANTIZE))
                .dup()
                .data()
                .asDouble();
    }

    private static ComputationGraph network(@org.jspecify.annotations.Nullable MethodPlan method) {
        TrainingPlan plan = Plans.of("resnet8", "shapes10", method, TWO_PHASES, new Limits(32, 10), 1);
        return StartingPoint.network(plan, new ImageShape(32, 32, 3), 10, 1, new TrainingStart.Scratch());
    }
}
