package io.bitgap.export;

import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.export.runtime.OnnxSession;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * Why a bias is an addition of its own in exported models: how far ONNX Runtime is from the simulation with the model as it is
 * exported, and with every bias moved into its convolution, on the test images that the networks were trained for. Prints a Markdown
 * table; a logit difference is in output steps, see {@link DeployedAccuracy}.
 *
 * <p>Arguments: those of {@link TrainedMethods}.
 */
public final class BiasRounding {
    private static final double PERCENT = 100;

    private final ImageDataset data;
    private final ImageDataset tested;

    private BiasRounding(TrainedMethods trained) {
        data = trained.data();
        tested = Batches.limited(data, 0, trained.number("--test", "0"));
    }

    public static void main(String[] args) throws Exception {
        TrainedMethods trained = new TrainedMethods(args);
        BiasRounding rounding = new BiasRounding(trained);
        System.out.printf(
                "%s, %d test images, %s%n%n",
                trained.data().name(), rounding.tested.test().size(), OnnxSession.runtime());
        System.out.println("| method | bits | top-1: simulated | Add | inside | same answer: Add | inside"
                + " | largest logit difference: Add | inside |");
        System.out.println("| --- " + "| ---: ".repeat(8) + "|");
        if (trained.hasModels()) {
            trained.fromModels(rounding::row);
        } else {
            trained.from(trained.baseline(), rounding::row);
        }
    }

    private void row(String method, String bits, ComputationGraph graph) throws InvalidProtocolBufferException {
        ExportedModel model = ExportedModel.of(graph, new ModelLabel("benchmark", data, Map.of()));
        DeployedAccuracy exported = measured(model, model.onnx());
        DeployedAccuracy inside = measured(model, biasInside(model.onnx()));
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f %% | %.2f %% | %.2f %% | %.2f %% | %.2f %% | %.1f | %.1f |%n",
                method,
                bits,
                PERCENT * exported.simulatedTop1(),
                PERCENT * exported.deployedTop1(),
                PERCENT * inside.deployedTop1(),
                PERCENT * exported.equalPredictions(),
                PERCENT * inside.equalPredictions(),
                exported.largestLogitDifference() / exported.outputStep(),
                inside.largestLogitDifference() / inside.outputStep());
    }

    private DeployedAccuracy measured(ExportedModel model, byte[] onnx) {
        return DeployedAccuracy.verify(
                model.network(), onnx, tested, Runtime.getRuntime().availableProcessors(), () -> false);
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
