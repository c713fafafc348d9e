package io.bitgap.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.evaluation.Telemetry;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

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

    @Test
    void whatIsOnlyClippedIsNotRoundedInTrainingAndIsOutsideOfIt() {
        ComputationGraph graph = node(4);
        INDArray x = Nd4j.linspace(-1, 2, 32, DataType.FLOAT).reshape(2, 2, 2, 4);
        graph.getLayer("quantize").getParam(ALPHA).assign(1.5);
        graph.getLayer("quantize").getParam(QuantizerViews.CALIBRATED).assign(1);
        enter(graph, QuantizationPhase.CLIP_ONLY);
        INDArray clipped = Transforms.min(Transforms.max(x, 0, true), 1.5, true);
        assertThat(graph.outputSingle(true, x).equalsWithEps(clipped, 1e-5)).isTrue();
        INDArray levels = graph.outputSingle(false, x).div(0.1);
        assertThat(levels.equalsWithEps(Transforms.round(levels, true), 1e-4)).isTrue();

        graph.initGradientsView();
        Layer layer = graph.getLayer("quantize");
        layer.activate(x, true, LayerWorkspaceMgr.noWorkspaces());
        INDArray passed = layer.backpropGradient(Nd4j.onesLike(x), LayerWorkspaceMgr.noWorkspaces())
                .getSecond();
        INDArray positive = x.gt(0).castTo(DataType.FLOAT); // behind a ReLU the gradient at 0 is its
        assertThat(passed.mul(positive)).isEqualTo(positive.mul(x.lt(1.5).castTo(DataType.FLOAT)));
    }

    private static INDArray ones(double value) {
        return Nd4j.valueArrayOf(new long[] {2, 2, 2, 4}, value, DataType.FLOAT);
    }

    private static ComputationGraph node(int channels) {
        ComputationGraph graph = new ComputationGraph(StockComparison.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(32, 32, channels, org.deeplearning4j.nn.conf.CNN2DFormat.NHWC))
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
