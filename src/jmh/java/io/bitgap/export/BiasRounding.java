package io.bitgap.export;

import io.bitgap.dataset.ImageDataset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * Why a bias is an addition of its own in exported models: how far ONNX Runtime is from the simulation with the
 * model as it is exported, and with every bias moved into its convolution. Prints a Markdown table; a logit difference is in
 * output steps, see {@link DeployedAccuracy}.
 */
public final class BiasRounding {
    private static final int[] BITS = {3, 2};
    private static final int IMAGES = 1000;
    private static final double PERCENT = 100;

    private BiasRounding() {}

    public static void main(String[] args) throws InvalidProtocolBufferException {
        ImageDataset images = TrainedNetworks.images(IMAGES);
        System.out.println("| method | bits | same answer: Add | inside | largest logit difference: Add | inside |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        for (String method : TrainedNetworks.methods()) {
            for (int bits : BITS) {
                ExportedModel model = ExportedModel.of(
                        TrainedNetworks.inside("resnet8", TrainedNetworks.both(method, bits)), TrainedNetworks.label());
                DeployedAccuracy exported = measured(model, model.onnx(), images);
                DeployedAccuracy inside = measured(model, biasInside(model.onnx()), images);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %d | %.1f %% | %.1f %% | %.1f | %.1f |%n",
                        method,
                        bits,
                        PERCENT * exported.equalPredictions(),
                        PERCENT * inside.equalPredictions(),
                        exported.largestLogitDifference() / exported.outputStep(),
                        inside.largestLogitDifference() / inside.outputStep());
            }
        }
    }

    private static DeployedAccuracy measured(ExportedModel model, byte[] onnx, ImageDataset images) {
        return DeployedAccuracy.verify(model.network(), onnx, images, 2, () -> false);
    }

    /** The same model with the additions behind convolutions as these ones' third input. */
    private static byte[] biasInside(byte[] onnx) throws InvalidProtocolBufferException {
        Onnx.ModelProto model = Onnx.ModelProto.parseFrom(onnx);
        Map<String, Onnx.NodeProto> products = new HashMap<>();
        Map<String, Onnx.NodeProto> additions = new HashMap<>();
        for (Onnx.NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOutput(0).endsWith(".product")) {
                products.put(node.getOutput(0), node);
            } else if (node.getOpType().equals("Add") && products.containsKey(node.getInput(0))) {
                additions.put(node.getInput(1), node);
            }
        }
        var graph = model.getGraph().toBuilder().clearNode().clearInitializer();
        for (Onnx.NodeProto node : model.getGraph().getNodeList()) {
            if (additions.containsValue(node)) {
                graph.addNode(Objects.requireNonNull(products.get(node.getInput(0))).toBuilder()
                        .addInput(node.getInput(1))
                        .setOutput(0, node.getOutput(0)));
            } else if (!products.containsValue(node)) {
                graph.addNode(node);
            }
        }
        for (Onnx.TensorProto constant : model.getGraph().getInitializerList()) {
            graph.addInitializer(
                    additions.containsKey(constant.getName())
                            ? constant.toBuilder().clearDims().addDims(constant.getDims(0))
                            : constant.toBuilder());
        }
        return model.toBuilder().setGraph(graph).build().toByteArray();
    }
}
