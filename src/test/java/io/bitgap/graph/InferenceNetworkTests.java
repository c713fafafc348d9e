package io.bitgap.graph;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.Convolution;
import io.bitgap.layer.QuantizationPhase;
import io.bitgap.layer.Quantize;
import io.bitgap.layer.QuantizedLayer;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.layer.SoftmaxOutput;
import io.bitgap.layer.WeightLayer;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import io.bitgap.network.StockNetworks;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import tools.jackson.databind.json.JsonMapper;

class InferenceNetworkTests {
    private static final int IMAGES = 10;
    /** Rounding of float32 through twenty layers. */
    private static final double ROUNDING = 1e-4;
    /** Activations that rounding moves to the next of 16 levels; a wrong weight or a lost norm moves logits by far more. */
    private static final double NEXT_LEVEL = 0.1;

    private final DataSet batch = batch();

    private static DataSet batch() {
        Nd4j.getRandom().setSeed(7);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, IMAGES, 10);
        for (int image = 0; image < IMAGES; image++) {
            labels.putScalar(image, image % 10, 1);
        }
        return new DataSet(
                Nd4j.rand(DataType.FLOAT, new long[] {IMAGES, 32, 32, 3}).subi(0.5), labels);
    }

    private static NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.01));
    }

    private static ComputationGraphConfiguration source(String network) {
        ImageShape images = new ImageShape(32, 32, 3);
        String json = switch (network) {
            case "lenet" -> StockNetworks.lenet().toJson();
            case "residual" -> StockNetworks.residual().toJson();
            default -> "";
        };
        if (json.isEmpty()) {
            return Networks.configuration(network, images, 10, base());
        }
        String definition = Networks.read(network, JsonMapper.shared().readTree(json), "somebody")
                .definition();
        return Networks.configuration(network, definition, images, 10, base());
    }

    private static QuantizerSpec spec(String quantizer, Role role) {
        return new QuantizerSpec(quantizer, role, 4, Map.of(), LevelConvention.BITS);
    }

    private static AttachSetting setting(@Nullable String weights, @Nullable String activations) {
        QuantizerSpec ofWeights = weights == null ? null : spec(weights, Role.WEIGHTS);
        QuantizerSpec ofActivations = activations == null ? null : spec(activations, Role.ACTIVATIONS);
        return new AttachSetting(
                new LayerSetting(ofWeights, ofActivations),
                LayerSetting.FP32,
                new LayerSetting(ofWeights, null), // a quantized input would hide what differs in front of it
                Set.of());
    }

    private static ComputationGraph attached(ComputationGraphConfiguration source, AttachSetting setting) {
        ComputationGraph graph =
                new ComputationGraph(Attacher.attach(source, setting).configuration());
        graph.init();
        return graph;
    }

    /** Two steps, and norms that are not as they begin. */
    private ComputationGraph trained(ComputationGraphConfiguration source, AttachSetting setting) {
        ComputationGraph graph = attached(source, setting);
        for (Layer layer : graph.getLayers()) {
            layer.paramTable().forEach((name, value) -> {
                if (name.equals("gamma") || name.equals("beta")) {
                    value.assign(Nd4j.rand(DataType.FLOAT, value.shape()).addi(name.equals("gamma") ? 0.5 : -0.5));
                }
            });
        }
        graph.fit(batch);
        graph.fit(batch);
        return graph;
    }

    /** In front of the softmax, where differences are not squeezed. */
    private static void showLogits(ComputationGraph graph) {
        ((BaseLayer) graph.getOutputLayer(0).conf().getLayer()).setActivationFn(new ActivationIdentity());
    }

    private void assertSameLogits(ComputationGraph graph, double tolerance) {
        showLogits(graph);
        assertSameLogits(graph.outputSingle(batch.getFeatures()), InferenceNetwork.of(graph), tolerance);
    }

    private void assertSameLogits(INDArray expected, InferenceNetwork inference, double tolerance) {
        INDArray actual = inference.output(batch.getFeatures());
        double scale = expected.amaxNumber().doubleValue();
        assertThat(scale).isGreaterThan(0.01);
        double bound = tolerance * scale;
        INDArray difference = actual.sub(expected);
        assertThat(difference.amaxNumber().doubleValue()).isLessThan(bound);
        assertThat(difference.ameanNumber().doubleValue()).isLessThan(bound / 10);
        for (int image = 0; image < IMAGES; image++) {
            float[] logits = expected.getRow(image).toFloatVector();
            int answer = actual.getRow(image).argMax().getInt(0);
            float best = expected.getRow(image).maxNumber().floatValue();
            assertThat(best - logits[answer])
                    .as("not the same class, nor a tie")
                    .isLessThan((float) (2 * bound));
        }
    }

    static Stream<Arguments> everyNetworkAndQuantizer() {
        return Stream.of("resnet8", "resnet20", "lenet", "residual")
                .flatMap(network ->
                        Quantizers.catalogue().stream().map(quantizer -> Arguments.of(network, quantizer.name())));
    }

    @ParameterizedTest
    @MethodSource("everyNetworkAndQuantizer")
    void computesTheSameWithTheQuantizedWeightsInPlaceOfMasterWeights(String network, String quantizer) {
        assertSameLogits(trained(source(network), setting(quantizer, null)), ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("everyNetworkAndQuantizer")
    void computesTheSameWithQuantizedActivationsToo(String network, String quantizer) {
        assertSameLogits(trained(source(network), setting(quantizer, quantizer)), NEXT_LEVEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet8", "resnet20", "lenet", "residual"})
    void computesTheSameWithoutQuantizers(String network) {
        assertSameLogits(trained(source(network), AttachSetting.FP32), ROUNDING);
    }

    @Test
    void hasNeitherWeightQuantizersNorFoldableNormsAndLeavesTheTrainedNetworkAsItIs() {
        ComputationGraph graph = trained(source("resnet8"), setting("pact", "pact"));
        String configuration = graph.getConfiguration().toJson();
        INDArray parameters = graph.params().dup();
        Nd4j.getRandom().setSeed(11);
        float next = Nd4j.rand(DataType.FLOAT, 1).getFloat(0);
        Nd4j.getRandom().setSeed(11);
        InferenceNetwork inference = InferenceNetwork.of(graph);
        assertThat(Nd4j.rand(DataType.FLOAT, 1).getFloat(0)).isEqualTo(next);
        inference.output(batch.getFeatures());

        List<org.deeplearning4j.nn.conf.layers.Layer> layers = Arrays.stream(
                        inference.graph().getLayers())
                .map(layer -> layer.conf().getLayer())
                .toList();
        assertThat(layers)
                .noneMatch(layer -> layer instanceof BatchNorm)
                .noneMatch(layer -> layer instanceof WeightLayer weights && weights.quantizerSpec() != null)
                .anyMatch(layer -> layer instanceof Convolution convolution && convolution.relu());
        assertThat(layers.stream().filter(Quantize.class::isInstance))
                .hasSameSizeAs(Arrays.stream(graph.getLayers())
                        .filter(layer -> layer.conf().getLayer() instanceof Quantize)
                        .toList());
        assertThat(graph.getConfiguration().toJson()).isEqualTo(configuration);
        assertThat(graph.params()).isEqualTo(parameters);
        assertThat(graph.getLayer("stage1-block1-conv1").conf().getLayer())
                .isInstanceOfSatisfying(
                        QuantizedLayer.class,
                        layer -> assertThat(layer.quantizerSpec()).isNotNull());
    }

    @Test
    void followsTheTrainedNetworkWhenItIsToldTo() {
        ComputationGraph graph = trained(source("resnet8"), setting("lsq", null));
        showLogits(graph);
        InferenceNetwork inference = InferenceNetwork.of(graph);
        INDArray before = inference.output(batch.getFeatures());
        for (int step = 0; step < 5; step++) {
            graph.params().muli(0.95);
        }
        assertThat(inference.output(batch.getFeatures())).isEqualTo(before);
        inference.update();
        assertSameLogits(graph.outputSingle(batch.getFeatures()), inference, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gdrq", "google-int8"})
    void quantizesWhateverThePhase(String quantizer) {
        ComputationGraph graph = trained(source("resnet8"), setting(quantizer, quantizer));
        showLogits(graph);
        INDArray quantized = graph.outputSingle(batch.getFeatures());
        for (QuantizationPhase phase : QuantizationPhase.values()) {
            enter(graph, phase);
            assertSameLogits(quantized, InferenceNetwork.of(graph), NEXT_LEVEL);
        }
    }

    private static void enter(ComputationGraph graph, QuantizationPhase phase) {
        for (Layer layer : graph.getLayers()) {
            if (layer instanceof QuantizerRuntime runtime && runtime.attached().isPresent()) {
                runtime.phase(phase);
            }
        }
    }

    @Test
    void letsEverythingPassQuantizersThatAreNotCalibrated() {
        ComputationGraph graph = attached(source("resnet8"), setting("lsq", "lsq"));
        ComputationGraph plain = attached(source("resnet8"), AttachSetting.FP32);
        for (Layer layer : plain.getLayers()) {
            Layer other = graph.getLayer(layer.conf().getLayer().getLayerName());
            layer.paramTable()
                    .forEach((name, value) ->
                            requireNonNull(other.getParam(name)).assign(value));
        }
        showLogits(plain);
        showLogits(graph);
        assertSameLogits(plain.outputSingle(batch.getFeatures()), InferenceNetwork.of(graph), ROUNDING);
        assertSameLogits(graph, ROUNDING);
    }

    @Test
    void takesNetworksWhoseNormsAreFoldedAlready() {
        assertSameLogits(trained(BatchNormFolding.fold(source("resnet8")), setting("fqn", null)), ROUNDING);
        assertSameLogits(trained(BatchNormFolding.fold(source("resnet8")), setting("fqn", "fqn")), NEXT_LEVEL);
    }

    /** A frozen norm, one behind an addition and one behind a quantize node. */
    private static ComputationGraph withNormsThatStay() {
        Quantize node = new Quantize(spec("lsq", Role.ACTIVATIONS), false);
        ComputationGraph graph = new ComputationGraph(base().graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(32, 32, 3, CNN2DFormat.NHWC))
                .addLayer("stem", new Convolution(3, 2, 8, true), "in")
                .addLayer("bn1", new BatchNorm(true).withFrozenStatistics(), "stem")
                .addLayer("conv1", new Convolution(3, 1, 8, false).withBias(), "bn1")
                .addLayer("quantize", node, "conv1")
                .addLayer("bn2", new BatchNorm(true), "quantize")
                .addLayer("conv2", new Convolution(3, 1, 8, false).withRelu(), "bn2")
                .addLayer("bn3", new BatchNorm(false), "conv2")
                .addVertex("add", new io.bitgap.layer.ResidualAdd(false), "bn3", "bn1")
                .addLayer("bn4", new BatchNorm(true), "add")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "bn4")
                .addLayer("out", new SoftmaxOutput(10), "pool")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }

    @Test
    void keepsNormsThatDoNotFollowAConvolution() {
        ComputationGraph graph = withNormsThatStay();
        graph.fit(batch);
        graph.fit(batch);
        InferenceNetwork inference = InferenceNetwork.of(graph);
        assertThat(inference.graph().getConfiguration().getVertices())
                .containsKeys("bn2", "bn3", "bn4")
                .doesNotContainKey("bn1");
        assertSameLogits(graph, NEXT_LEVEL);
    }
}
