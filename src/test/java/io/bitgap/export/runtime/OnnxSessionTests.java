package io.bitgap.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.ByteString;

class OnnxSessionTests {
    private static final int CHANNELS = 64;

    /**
     * A convolution of nothing but the largest bytes: 255 times 127, 64 channels of them. Processors without VNNI add two such
     * products in 16 bits, which end at 32767 where the sum is 64770.
     */
    @Test
    void sumsOfTheLargestBytesAreExactOnEveryProcessor() throws OrtException {
        try (OnnxSession session = new OnnxSession(convolution(), 1)) {
            FloatBuffer white = FloatBuffer.allocate(CHANNELS);
            Arrays.fill(white.array(), 255);
            float[][] logits = session.logits(white, new long[] {1, CHANNELS, 1, 1});
            // the output's step is 64 * 127, so the exact sum is 255 steps of it
            assertThat(logits[0][0]).isEqualTo(255f * 127 * CHANNELS);
        }
    }

    @Test
    void whatIsNoModelIsRefusedWithAReason() {
        assertThatThrownBy(() -> new OnnxSession(new byte[] {1, 2, 3}, 1))
                .isInstanceOf(OrtException.class)
                .hasMessageContaining("protobuf");
    }

    @Test
    void sessionsGoOnWhileTheirProcessEnds(@TempDir Path folder) throws Exception {
        Path model = Files.write(folder.resolve("model.onnx"), convolution());
        Path log = folder.resolve("log");
        ProcessBuilder ending = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        SessionAtExit.class.getName(),
                        model.toString(),
                        String.valueOf(CHANNELS))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        ending.environment().put("CLASSPATH", System.getProperty("java.class.path"));

        int code = ending.start().waitFor();

        assertThat(log).content().contains(SessionAtExit.WHOLE);
        assertThat(code).isZero();
    }

    private static byte[] convolution() {
        var graph = Onnx.GraphProto.newBuilder().setName("saturation");
        graph.addInput(value("pixels", 1, CHANNELS, 1, 1));
        graph.addOutput(value("logits", 1, 1));
        graph.addInitializer(bytes("w", 3, filled(CHANNELS, 127), 1, CHANNELS, 1, 1));
        graph.addInitializer(bytes("wz", 3, new byte[1]));
        graph.addInitializer(bytes("xz", 2, new byte[1]));
        graph.addInitializer(number("one", 1));
        graph.addInitializer(number("ys", 127f * CHANNELS));
        graph.addNode(node("QuantizeLinear", "xq", "pixels", "one", "xz"));
        graph.addNode(node("DequantizeLinear", "x", "xq", "one", "xz"));
        graph.addNode(node("DequantizeLinear", "wf", "w", "one", "wz"));
        graph.addNode(node("Conv", "y", "x", "wf"));
        graph.addNode(node("QuantizeLinear", "yq", "y", "ys", "xz"));
        graph.addNode(node("DequantizeLinear", "yf", "yq", "ys", "xz"));
        graph.addNode(node("Flatten", "logits", "yf"));
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static Onnx.NodeProto node(String operator, String output, String... inputs) {
        return Onnx.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(Arrays.asList(inputs))
                .addOutput(output)
                .build();
    }

    private static Onnx.TensorProto bytes(String name, int type, byte[] values, long... shape) {
        var tensor =
                Onnx.TensorProto.newBuilder().setName(name).setDataType(type).setRawData(ByteString.copyFrom(values));
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        return tensor.build();
    }

    private static Onnx.TensorProto number(String name, float value) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(value);
        return bytes(name, 1, bytes.array());
    }

    private static Onnx.ValueInfoProto value(String name, long... shape) {
        var dimensions = Onnx.TensorShapeProto.newBuilder();
        for (long dimension : shape) {
            dimensions.addDimBuilder().setDimValue(dimension);
        }
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                                .setElemType(1)
                                .setShape(dimensions)))
                .build();
    }
}
