package io.bitgap.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.evaluation.Telemetry;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A quantize node from its calibration to its telemetry. */
class QuantizeTests {
    private static final String ALPHA = "alpha";

    @Test
    void aDeadFirstChannelIsNotTakenForADeadTensor() {
        ComputationGraph graph = node(16);
        INDArray x = Nd4j.rand(DataType.FLOAT, 64, 32, 32, 16);
        x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0))
                .assign(0);
        enter(graph, QuantizationPhase.CALIBRATE);
        graph.output(false, x);
        enter(graph, QuantizationPhase.QUANTIZE);
        runtime(graph).sampleNext();
        graph.output(false, x);

        assertThat(alpha(graph)).isCloseTo(1, within(0.1));
        Telemetry telemetry = runtime(graph).telemetry().orElseThrow();
        assertThat(telemetry.dead()).isFalse();
        assertThat(telemetry.levelsUsed()).isEqualTo(16);
    }

    @Test
    void fewerBatchesThanAskedCalibrateItAndTrainingDoesNotAverageIntoWhatWasFound() {
        ComputationGraph graph = node(4);
        enter(graph, QuantizationPhase.CALIBRATE);
        graph.output(false, ones(1));
        graph.output(false, ones(3));
        assertThat(alpha(graph)).isCloseTo(2, within(1e-6));
        enter(graph, QuantizationPhase.QUANTIZE);
        graph.output(true, ones(100));
        assertThat(alpha(graph)).isCloseTo(2, within(1e-6));
        // as in a run that starts with the quantizers of another one
        enter(graph, QuantizationPhase.CALIBRATE);
        graph.output(false, ones(100));
        assertThat(alpha(graph)).isCloseTo(2, within(1e-6));

        runtime(graph).forgetCalibration();
        enter(graph, QuantizationPhase.CALIBRATE);
        graph.output(false, ones(100));
        assertThat(alpha(graph)).isCloseTo(100, within(1e-4));
    }

    @Test
    void oneThatWasNotCalibratedFindsItsValuesOnTheFirstBatchOfTraining() {
        ComputationGraph graph = node(4);
        graph.output(true, ones(5));
        graph.output(true, ones(7));
        assertThat(alpha(graph)).isCloseTo(5, within(1e-6));
    }

    private static INDArray ones(double value) {
        return Nd4j.valueArrayOf(new long[] {2, 2, 2, 4}, value, DataType.FLOAT);
    }

    private static ComputationGraph node(int channels) {
        ComputationGraph graph = new ComputationGraph(StockComparison.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(
                        32, 32, channels, org.deeplearning4j.nn.conf.CNN2DFormat.NHWC))
                .addLayer(
                        "quantize",
                        new Quantize(
                                new QuantizerSpec("pact", Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS), true),
                        "in")
                .setOutputs("quantize")
                .build());
        graph.init();
        return graph;
    }

    private static void enter(ComputationGraph graph, QuantizationPhase phase) {
        runtime(graph).phase(phase);
    }

    private static QuantizerRuntime runtime(ComputationGraph graph) {
        return (QuantizerRuntime) graph.getLayer("quantize");
    }

    private static double alpha(ComputationGraph graph) {
        return graph.getLayer("quantize").getParam(ALPHA).getDouble(0);
    }
}
