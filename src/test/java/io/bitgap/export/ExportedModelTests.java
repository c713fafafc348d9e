package io.bitgap.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.bitgap.export.packed.PackedDescription;
import io.bitgap.graph.InferenceNetwork;
import io.bitgap.graph.InputNode;
import io.bitgap.graph.LayerSetting;
import io.bitgap.layer.InferenceWeights;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.evaluation.WeightCodes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onnx.Onnx;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

class ExportedModelTests {
    /**
     * Float32 arithmetic in another order moves an activation that lies on the border of two levels to the other one; on
     * noise, through a net of random weights, few do.
     */
    private static final double BORDER_CASES = 0.05;

    private static ExportedModel exported(ComputationGraph graph) {
        return ExportedModel.of(graph, TrainedNetworks.label());
    }

    private static DeployedAccuracy verified(ExportedModel model) {
        return DeployedAccuracy.verify(model.network(), model.onnx(), TrainedNetworks.IMAGES, 2, () -> false);
    }

    private static void assertSame(ComputationGraph graph) {
        assertSame(exported(graph));
    }

    private static void assertSame(ExportedModel model) {
        DeployedAccuracy accuracy = verified(model);
        assertThat(accuracy.images()).isEqualTo(64);
        assertThat(accuracy.outputStep()).isPositive();
        assertThat(accuracy.equalPredictions()).isGreaterThan(1 - BORDER_CASES);
        assertThat(accuracy.largestLogitDifference()).isLessThan(8 * accuracy.outputStep());
        assertThat(accuracy.deployedTop1()).isCloseTo(accuracy.simulatedTop1(), offset(BORDER_CASES));
    }

    static Stream<Arguments> everyMethodAndWidth() {
        return TrainedNetworks.methods().stream()
                .flatMap(method -> IntStream.of(8, 4, 3, 2, 1).mapToObj(bits -> Arguments.of(method, bits)));
    }

    @ParameterizedTest
    @MethodSource("everyMethodAndWidth")
    void onnxRuntimeComputesWhatTrainingSimulatedFromTheCodesThatTrainingUsed(String method, int bits)
            throws InvalidProtocolBufferException {
        ComputationGraph graph = TrainedNetworks.inside("resnet8", TrainedNetworks.both(method, bits));
        ExportedModel model = exported(graph);
        assertSame(model);
        assertSameCodes(graph, model);
    }

    private static void assertSameCodes(ComputationGraph graph, ExportedModel model)
            throws InvalidProtocolBufferException {
        InferenceNetwork inference = InferenceNetwork.of(graph);
        Map<String, Onnx.TensorProto> constants = new HashMap<>();
        Onnx.ModelProto.parseFrom(model.onnx())
                .getGraph()
                .getInitializerList()
                .forEach(tensor -> constants.put(tensor.getName(), tensor));
        int layers = 0;
        for (var layer : graph.getLayers()) {
            String name = layer.conf().getLayer().getLayerName();
            if (!(layer instanceof InferenceWeights weights)
                    || weights.weightCodes().isEmpty()) {
                continue;
            }
            layers++;
            WeightCodes codes = weights.weightCodes().get();
            float[] used = Objects.requireNonNull(weights.inferenceParameters().get("W"))
                    .dup('c')
                    .data()
                    .asFloat();
            double[] factors = inference.factor(name).orElseThrow().toDoubleVector();
            int[] packed =
                    model.packed().codes(model.packed().tensor(name + ".weight").orElseThrow());
            assertThat(packed).isEqualTo(codes.codes());
            int[] integers = integers(Objects.requireNonNull(constants.get(name + ".weight.codes")));
            float[] scales = floats(Objects.requireNonNull(constants.get(name + ".weight.scale")));
            for (int i = 0; i < used.length; i++) {
                assertThat(codes.value(i)).isCloseTo(used[i], within(used[i]));
                double factor = factors[codes.channel(i)];
                int unit = codes.map().zeroPoint()[0] % 1 == 0 ? 1 : 2;
                double step = unit * (packed[i] - codes.map().zeroPoint()[codes.channel(i)]);
                assertThat((double) integers[i]).isEqualTo(factor < 0 ? -step : step);
                assertThat(integers[i] * (double) scales[codes.channel(i)])
                        .isCloseTo(used[i] * factor, within(used[i] * factor));
            }
            assertThat(scales).as("TensorRT wants positive scales").satisfies(all -> {
                for (float scale : all) {
                    assertThat(scale).isPositive();
                }
            });
        }
        assertThat(layers).isEqualTo(8);
    }

    private static org.assertj.core.data.Offset<Double> within(double value) {
        return org.assertj.core.data.Offset.offset(1e-6 * Math.abs(value) + 1e-25);
    }

    private static int[] integers(Onnx.TensorProto tensor) {
        byte[] bytes = tensor.getRawData().toByteArray();
        if (tensor.getDataType() == Onnx.TensorProto.DataType.INT8_VALUE) {
            return IntStream.range(0, bytes.length).map(i -> bytes[i]).toArray();
        }
        assertThat(tensor.getDataType()).isEqualTo(Onnx.TensorProto.DataType.INT16_VALUE);
        return IntStream.range(0, bytes.length / 2)
                .map(i -> (short) (bytes[2 * i] & 0xff | bytes[2 * i + 1] << 8))
                .toArray();
    }

    private static float[] floats(Onnx.TensorProto tensor) {
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "residual", "resnet18-v2"})
    void uploadedNetworksAndThoseWhoseNormsCannotBeFoldedAreTheSameToo(String network) {
        assertSame(TrainedNetworks.inside(network, TrainedNetworks.both("lsq", 4)));
    }

    /** Wide codes need another version of the format, in which ONNX Runtime moves quantizers across a flattening. */
    @ParameterizedTest
    @ValueSource(strings = {"fqn", "dorefa", "google-int8"})
    void eightBitCodesInFrontOfADenseLayerAreTheSame(String method) {
        assertSame(TrainedNetworks.inside("lenet", TrainedNetworks.both(method, 8)));
    }

    @Test
    void fp32NetworksAreExported() {
        DeployedAccuracy accuracy = verified(exported(TrainedNetworks.inside("resnet8", null)));
        assertThat(accuracy.largestLogitDifference()).isLessThan(0.1 * accuracy.outputStep());
        assertThat(accuracy.equalPredictions()).isEqualTo(1);
    }

    /** Images are signed once they are normalized; the others in the network are not. */
    @Test
    void signedAndUnsignedActivationsAndEveryLayerAreTheSame() {
        LayerSetting eight = TrainedNetworks.both("google-int8", 8);
        assertSame(TrainedNetworks.of("resnet8", eight, eight, eight));
        LayerSetting lsq = TrainedNetworks.both("lsq", 4);
        assertSame(TrainedNetworks.of("resnet8", lsq, eight, eight));
    }

    /** Its convolutions have no batch norm. */
    @ParameterizedTest
    @ValueSource(strings = {"dorefa", "qil"})
    void rescaledWeightsHaveAScaleOfTheirOwnForEveryChannel(String method) {
        LayerSetting setting = new LayerSetting(
                TrainedNetworks.spec(method, Role.WEIGHTS, 3, Map.of()),
                TrainedNetworks.spec("lsq", Role.ACTIVATIONS, 3, Map.of()));
        ExportedModel model = exported(TrainedNetworks.of("lenet", setting, LayerSetting.FP32, setting));
        assertSame(model);
        assertThat(model.packed().description().tensors())
                .filteredOn(tensor -> tensor.codes() != null)
                .hasSizeGreaterThan(1)
                .allSatisfy(tensor -> assertThat(Arrays.stream(
                                        Objects.requireNonNull(tensor.codes()).scale())
                                .distinct()
                                .count())
                        .isGreaterThan(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lsq", "pact"})
    void signedFormsHaveBytesAroundZeroInEveryFile(String method) {
        LayerSetting signed = new LayerSetting(
                TrainedNetworks.spec(method, Role.WEIGHTS, 3, Map.of()),
                TrainedNetworks.spec(method, Role.ACTIVATIONS, 3, Map.of("signed", true)));
        ExportedModel model = exported(TrainedNetworks.of("resnet8", signed, signed, LayerSetting.FP32));
        assertSame(model);
        int lowest = method.equals("lsq") ? -4 : -3;
        assertThat(model.packed().description().activations()).isNotEmpty().allSatisfy(node -> {
            assertThat(node.low()).isEqualTo(lowest);
            assertThat(node.high()).isEqualTo(3);
            assertThat(node.zeroPoint()).isZero();
            assertThat(model.calibration().tensors().values()).anySatisfy(range -> {
                assertThat(range.low()).isEqualTo(lowest * node.inputScale());
                assertThat(range.high()).isEqualTo(3 * node.inputScale());
            });
        });
    }

    @Test
    void eightBitWeightsOnExactPixelsAreTheSameAndCountEightBitsTimesEight() {
        LayerSetting eight = TrainedNetworks.both("google-int8", 8);
        LayerSetting onPixels = new LayerSetting(eight.weights(), null, null, InputNode.PIXELS);
        ComputationGraph graph = TrainedNetworks.of("resnet8", eight, onPixels, eight);
        assertSame(graph);
        DeployedCost cost = DeployedCost.of(new DeployedNetwork(graph), TrainedNetworks.IMAGES);
        assertThat(cost.bitOperations()).isEqualTo(cost.fp32BitOperations() / 16);
    }

    /** 0, with which a convolution pads, lies between two codes there. Behind it are weights in few bits and floats. */
    @Test
    void aLearnedOffsetIsTakenOffInFrontOfTheCodesAndPutBackBehindThem() {
        LayerSetting plus = new LayerSetting(
                TrainedNetworks.spec("lsq", Role.WEIGHTS, 3, Map.of()),
                TrainedNetworks.spec("lsq", Role.ACTIVATIONS, 3, Map.of("offset", "learned")));
        LayerSetting activationsOnly = new LayerSetting(null, plus.activations());
        ExportedModel model = exported(TrainedNetworks.of("resnet8", plus, plus, activationsOnly));
        assertSame(model);
        PackedDescription.Activations images =
                model.packed().description().activations().get(0);
        assertThat(images.outputOffset()).isNegative();
        assertThat(images.shift() * images.inputScale()).isCloseTo(-images.outputOffset(), within(1));
        assertThat(Objects.requireNonNull(model.calibration().tensors().get("normalized"))
                        .low())
                .isCloseTo(images.outputOffset(), within(1));
    }

    /** A convolution pads with the real number 0, whatever code that has. */
    @ParameterizedTest
    @ValueSource(ints = {8, 4})
    void paddingIsZeroUnderAZeroPoint(int bits) {
        LayerSetting affine = new LayerSetting(
                TrainedNetworks.spec("google-int8", Role.WEIGHTS, bits, Map.of()),
                TrainedNetworks.spec("google-int8", Role.ACTIVATIONS, bits, Map.of("scheme", "affine")));
        ComputationGraph graph = TrainedNetworks.of("resnet8", affine, affine, LayerSetting.FP32);
        DeployedNetwork network = new DeployedNetwork(graph);
        assertThat(network.activations().values())
                .as("the images' zero lies in the middle of the codes")
                .anySatisfy(node -> assertThat(node.map().zeroPoint()).isBetween(1, (1 << bits) - 2));
        assertSame(graph);
    }

    /** ONNX Runtime must not quantize what nobody quantized. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet8", "lenet"})
    void floatWeightsBehindQuantizedActivationsStayFloats(String network) {
        LayerSetting activationsOnly =
                new LayerSetting(null, TrainedNetworks.spec("google-int8", Role.ACTIVATIONS, 2, Map.of()));
        DeployedAccuracy accuracy = verified(exported(TrainedNetworks.inside(network, activationsOnly)));
        assertThat(accuracy.largestLogitDifference()).isLessThan(accuracy.outputStep());
        assertThat(accuracy.equalPredictions()).isEqualTo(1);
    }

    @Test
    void quantizedWeightsBehindFloatActivationsAreTheSame() {
        LayerSetting weightsOnly = new LayerSetting(TrainedNetworks.spec("pact", Role.WEIGHTS, 2, Map.of()), null);
        DeployedAccuracy accuracy = verified(exported(TrainedNetworks.inside("resnet8", weightsOnly)));
        assertThat(accuracy.largestLogitDifference()).isLessThan(0.1 * accuracy.outputStep());
    }

    /** One scale for the tensor is one a channel once a batch norm is folded in. */
    @Test
    void foldedBatchNormsAreTheSameUnderOneScaleForTheTensor() {
        LayerSetting perTensor = new LayerSetting(
                TrainedNetworks.spec("google-int8", Role.WEIGHTS, 4, Map.of("perChannel", false)),
                TrainedNetworks.spec("google-int8", Role.ACTIVATIONS, 4, Map.of()));
        ComputationGraph graph = TrainedNetworks.inside("resnet8", perTensor);
        DeployedWeights weights =
                Objects.requireNonNull(new DeployedNetwork(graph).weights().get("stage1-block1-conv1"));
        assertThat(weights.codes().orElseThrow().map().scale())
                .containsOnly(weights.codes().get().map().scale()[0]);
        assertThat(IntStream.range(0, weights.channels())).anyMatch(channel -> weights.factor(channel) < 0);
        assertSame(graph);
    }

    @Test
    void aStepLearnedForEachChannelIsItsScale() {
        LayerSetting perChannel = new LayerSetting(
                TrainedNetworks.spec("lsq", Role.WEIGHTS, 3, Map.of("perChannel", true)),
                TrainedNetworks.spec("lsq", Role.ACTIVATIONS, 3, Map.of()));
        ComputationGraph graph = TrainedNetworks.inside("resnet8", perChannel);
        DeployedWeights weights =
                Objects.requireNonNull(new DeployedNetwork(graph).weights().get("stage1-block1-conv1"));
        double[] steps = graph.getLayer("stage1-block1-conv1").getParam("step").toDoubleVector();
        assertThat(steps).hasSize(16).doesNotHaveDuplicates();
        assertThat(weights.codes().orElseThrow().map().scale()).containsExactly(steps);
        assertSame(graph);
    }

    @Test
    void theSameNetworkGivesTheSameBytes() {
        ComputationGraph graph = TrainedNetworks.inside("resnet8", TrainedNetworks.both("pact", 4));
        Map<String, byte[]> first =
                ExportedModel.of(graph, TrainedNetworks.label()).files();
        Map<String, byte[]> second =
                ExportedModel.of(graph, TrainedNetworks.label()).files();
        assertThat(first).containsOnlyKeys("model.onnx", "weights.bin", "quantizers.json", "calibration.json");
        first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void theCalibrationTableNamesTensorsOfTheModel() throws InvalidProtocolBufferException {
        ComputationGraph graph = TrainedNetworks.of(
                "resnet8", TrainedNetworks.both("pact", 4), TrainedNetworks.both("google-int8", 8), LayerSetting.FP32);
        ExportedModel model = ExportedModel.of(graph, TrainedNetworks.label());
        var values = Onnx.ModelProto.parseFrom(model.onnx()).getGraph().getNodeList().stream()
                .flatMap(node -> node.getOutputList().stream())
                .toList();
        assertThat(model.calibration().tensors()).hasSize(7).containsKey("normalized");
        assertThat(values).containsAll(model.calibration().tensors().keySet());
        DeployedActivations pact =
                Objects.requireNonNull(model.network().activations().get("stage1-block1-bn1-quantize"));
        assertThat(pact.spec().quantizer()).isEqualTo("pact");
        double alpha = graph.getLayer(pact.node()).getParam("alpha").getDouble(0);
        assertThat(Objects.requireNonNull(model.calibration().tensors().get(pact.tensor()))
                        .threshold())
                .isCloseTo(alpha, within(alpha));
    }
}
