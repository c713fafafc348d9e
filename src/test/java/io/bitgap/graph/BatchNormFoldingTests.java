package io.bitgap.graph;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.Convolution;
import io.bitgap.layer.Quantize;
import io.bitgap.layer.SoftmaxOutput;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class BatchNormFoldingTests {
    private static final LayerSetting PACT = new LayerSetting(
            new QuantizerSpec("pact", Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS),
            new QuantizerSpec("pact", Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS));

    private final INDArray images =
            Nd4j.rand(DataType.FLOAT, new long[] {4, 16, 16, 3}).subi(0.5);

    private static NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.1));
    }

    private static ComputationGraphConfiguration resnet8() {
        return Networks.configuration("resnet8", new ImageShape(16, 16, 3), 10, base());
    }

    /** A shared convolution, one with a bias of its own, and norms that follow no convolution. */
    private static ComputationGraphConfiguration preActivated() {
        return base().graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(16, 16, 3, CNN2DFormat.NHWC))
                .addLayer("stem", new Convolution(3, 1, 8, true), "in")
                .addLayer("bn1", new BatchNorm(true), "stem")
                .addLayer("conv1", new Convolution(3, 1, 8, false).withBias(), "bn1")
                .addLayer("bn2", new BatchNorm(true), "conv1")
                .addLayer("conv2", new Convolution(3, 1, 8, false), "bn2")
                .addVertex("add", new io.bitgap.layer.ResidualAdd(false), "conv2", "stem")
                .addLayer("bn3", new BatchNorm(true), "add")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "bn3")
                .addLayer("out", new SoftmaxOutput(10), "pool")
                .setOutputs("out")
                .build();
    }

    private static ComputationGraph initialised(ComputationGraphConfiguration configuration) {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    /** Norms and biases as after a training, not as they begin. */
    private static ComputationGraph trained(ComputationGraphConfiguration configuration) {
        ComputationGraph graph = initialised(configuration);
        for (Layer layer : graph.getLayers()) {
            layer.paramTable().forEach((name, value) -> {
                switch (name) {
                    case "gamma", "var" ->
                        value.assign(Nd4j.rand(DataType.FLOAT, value.shape()).addi(0.5));
                    case "beta", "mean", "b" ->
                        value.assign(Nd4j.rand(DataType.FLOAT, value.shape()).subi(0.5));
                    default -> {}
                }
            });
        }
        return graph;
    }

    private static org.deeplearning4j.nn.conf.layers.Layer layer(ComputationGraphConfiguration graph, String name) {
        return ((LayerVertex) requireNonNull(graph.getVertices().get(name)))
                .getLayerConf()
                .getLayer();
    }

    private void assertSameOutputs(ComputationGraphConfiguration source) {
        ComputationGraph baseline = trained(source);
        ComputationGraph folded = initialised(BatchNormFolding.fold(source));
        BatchNormFolding.copy(baseline, folded);
        // in front of the softmax, where differences are not squeezed
        INDArray expected = requireNonNull(baseline.feedForward(images, false).get("pool"));
        INDArray actual = requireNonNull(folded.feedForward(images, false).get("pool"));
        double scale = expected.amaxNumber().doubleValue();
        assertThat(scale).isGreaterThan(0.01);
        assertThat(actual.sub(expected).amaxNumber().doubleValue() / scale).isLessThan(1e-4);
        assertThat(folded.outputSingle(images)
                        .sub(baseline.outputSingle(images))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-4);
    }

    @Test
    void resnet8FoldedHasNoNormsAndTheSameOutputs() {
        ComputationGraphConfiguration folded = BatchNormFolding.fold(resnet8());
        assertThat(folded.getVertices().keySet()).noneMatch(name -> name.contains("bn"));
        assertThat(folded.getVertexInputs().get("stage2-block1-add"))
                .containsExactly("stage2-block1-conv2", "stage2-block1-shortcut");
        assertThat(((Convolution) layer(folded, "stage1-block1-conv1")).relu()).isTrue();
        assertThat(((Convolution) layer(folded, "stage1-block1-conv2")).relu()).isFalse();
        assertSameOutputs(resnet8());
    }

    @Test
    void normsWithoutAConvolutionOfTheirOwnStayAndAreFrozen() {
        ComputationGraphConfiguration folded = BatchNormFolding.fold(preActivated());
        assertThat(folded.getVertices()).containsKeys("bn1", "bn3").doesNotContainKey("bn2");
        assertThat(((BatchNorm) layer(folded, "bn1")).frozen()).isTrue();
        assertThat(((BatchNorm) layer(folded, "bn3")).frozen()).isTrue();
        assertThat(((Convolution) layer(folded, "stem")).hasBias()).isFalse();
        assertThat(((Convolution) layer(folded, "conv2")).hasBias()).isFalse();
        assertSameOutputs(preActivated());
    }

    @Test
    void theSourceStaysAsItIsAndTheFoldedOneSurvivesJson() {
        ComputationGraphConfiguration source = resnet8();
        String before = source.toJson();
        String folded = BatchNormFolding.fold(source).toJson();
        assertThat(source.toJson()).isEqualTo(before);
        assertThat(ComputationGraphConfiguration.fromJson(folded).toJson()).isEqualTo(folded);
    }

    @Test
    void quantizersAreAttachedToTheFoldedNetworkAndSeeFoldedWeights() {
        ComputationGraph baseline = trained(resnet8());
        AttachSetting setting = new AttachSetting(PACT, LayerSetting.FP32, LayerSetting.FP32, Set.of());
        ComputationGraphConfiguration attached =
                Attacher.attach(BatchNormFolding.fold(resnet8()), setting).configuration();
        assertThat(((Quantize) layer(attached, "stage1-block1-conv1-quantize")).nonNegativeInput())
                .isTrue();
        ComputationGraph quantized = initialised(attached);
        ComputationGraph folded = initialised(BatchNormFolding.fold(resnet8()));
        BatchNormFolding.copy(baseline, quantized);
        BatchNormFolding.copy(baseline, folded);
        assertThat(quantized.getLayer("stage1-block1-conv1").getParam("W"))
                .isEqualTo(folded.getLayer("stage1-block1-conv1").getParam("W"));

        ComputationGraphConfiguration tooEarly =
                Attacher.attach(resnet8(), setting).configuration();
        assertThatThrownBy(() -> BatchNormFolding.fold(tooEarly))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fold batch norms first");
    }

    @Test
    void aNetworkThatIsNotTheFoldedFormIsRefused() {
        ComputationGraph baseline = trained(resnet8());
        assertThatThrownBy(() -> BatchNormFolding.copy(baseline, initialised(resnet8())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter b of layer stem does not fit the folded network");
        ComputationGraph other = initialised(BatchNormFolding.fold(preActivated()));
        assertThatThrownBy(() -> BatchNormFolding.copy(baseline, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit the folded network");
    }
}
