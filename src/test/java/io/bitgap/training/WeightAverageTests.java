package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.network.ImageShape;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class WeightAverageTests {
    private static final String LEARNED = "stem-bn-quantize";

    private ComputationGraph graph;

    @BeforeEach
    void aNetwork() {
        graph = network("pact");
    }

    private static ComputationGraph network(String activations) {
        MethodPlan method = new MethodPlan(
                "mixed",
                new QuantizerChoice("google-int8", Map.of()),
                new QuantizerChoice(activations, Map.of()),
                4,
                4);
        return StartingPoint.network(
                AidedRuns.plan(method, AidedRuns.SHORT), new ImageShape(16, 16, 3), 10, 2, new TrainingStart.Scratch());
    }

    private static void step(ComputationGraph graph, WeightAverage average, int number, double value) {
        graph.params().assign(value);
        graph.getConfiguration().setIterationCount(number);
        average.afterStep();
    }

    private double weight() {
        return graph.getLayer("stem").getParam("W").getDouble(0);
    }

    @Test
    void earlyStepsCountMoreThanTheDecaySaysAndLaterOnesAsItSays() {
        WeightAverage average = new WeightAverage(graph, 0.3);
        step(graph, average, 1, 1);
        step(graph, average, 2, 2);
        step(graph, average, 3, 4);
        // d_2 = 3/12, d_3 = min(0.3, 4/13)
        double second = 0.25 * 1 + 0.75 * 2;
        average.beforeEvaluation();
        assertThat(weight()).isCloseTo(0.3 * second + 0.7 * 4, Offset.offset(1e-6));
        assertThat(graph.getLayer("stem-bn").getParam("var").getDouble(0)).isEqualTo(weight(), Offset.offset(1e-6));
        assertThat(graph.getLayer(LEARNED).getParam("alpha").getDouble(0)).isEqualTo(weight(), Offset.offset(1e-6));
        average.afterEvaluation();
        assertThat(weight()).isEqualTo(4);
    }

    @Test
    void whatQuantizersObserveIsTakenAsItIs() {
        graph = network("google-int8");
        WeightAverage average = new WeightAverage(graph, 0.9);
        step(graph, average, 1, 1);
        step(graph, average, 2, 8);
        average.beforeEvaluation();
        assertThat(weight()).isLessThan(8);
        INDArray threshold = graph.getLayer(LEARNED).getParam("threshold");
        assertThat(threshold.getDouble(0)).isEqualTo(8);
        assertThat(graph.getLayer(LEARNED).getParam("calibrated").getDouble(0)).isEqualTo(8);
    }

    @Test
    void theEvaluatedNetworkIsTheAverageAndTrainingGoesOnWithItsOwnWeights() {
        Recipe recipe = AidedRuns.SHORT.averaging(group -> group.weightEma(0.9));
        AidedRuns plain = AidedRuns.of(AidedRuns.plan(null, AidedRuns.SHORT), new TrainingStart.Scratch());
        AidedRuns averaged = AidedRuns.of(AidedRuns.plan(null, recipe), new TrainingStart.Scratch());
        assertThat(averaged.parameters()).isNotEqualTo(plain.parameters());
        assertThat(averaged.memory().of("weights"))
                .isEqualTo(FloatBytes.of(plain.parameters().data().asFloat()));
        assertThat(Evaluation.of(averaged.graph(), io.bitgap.dataset.Batches.limited(DrawnShapes.ALL, 64, 50))
                        .loss())
                .isCloseTo(averaged.result().test().loss(), Offset.offset(1e-9));
    }
}
