package io.bitgap.export.onnx;

import io.bitgap.dataset.ImageDataset;
import io.bitgap.export.DeployedNetwork;
import io.bitgap.export.ModelLabel;
import java.util.LinkedHashMap;
import java.util.Map;
import onnx.Onnx;

/**
 * The ONNX model of a network: from {@code pixels}, float [batch, channels, height, width], red, green and blue from 0 to
 * 255, to {@code logits}, float [batch, classes]. Images are normalized inside, so that no caller can do it differently.
 */
public final class OnnxModel {
    /** A version that compilers of several years read, and the file format's version that came with it. */
    private static final Version DEFAULT_VERSION = new Version(17, 8);
    /** The first with 16-bit integers in DequantizeLinear. */
    private static final Version WIDE_INTEGERS = new Version(21, 10);

    public static final String INPUT = "pixels";
    public static final String OUTPUT = "logits";
    /** What the network itself gets. */
    public static final String NORMALIZED = "normalized";

    private record Version(int operatorSet, int format) {}

    private OnnxModel() {}

    /** The file's bytes; the same network and label give the same. */
    public static byte[] of(DeployedNetwork network, ModelLabel label) {
        ImageDataset data = label.data();
        OnnxGraph graph = new OnnxGraph(label.name());
        graph.input(INPUT, data.channels(), data.height(), data.width());
        graph.output(OUTPUT, data.classes().size());
        new Translation(network, graph).add(INPUT, data.normalization(), OUTPUT);
        Version version = graph.hasWideIntegers() ? WIDE_INTEGERS : DEFAULT_VERSION;
        var model = Onnx.ModelProto.newBuilder()
                .setIrVersion(version.format())
                .setProducerName("bitgap")
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(version.operatorSet()))
                .setGraph(graph.build());
        metadata(label)
                .forEach((key, value) -> model.addMetadataProps(
                        Onnx.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private static Map<String, String> metadata(ModelLabel label) {
        Map<String, String> metadata = new LinkedHashMap<>(label.origin());
        metadata.put("classes", String.join("\n", label.data().classes()));
        metadata.put("input", "RGB pixels 0..255; the model normalizes them itself");
        return metadata;
    }
}
