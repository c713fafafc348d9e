package io.bitgap.export;

import ai.onnxruntime.OrtException;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.export.onnx.OnnxModel;
import io.bitgap.export.packed.PackedModel;
import io.bitgap.export.runtime.OnnxSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains every method at every width from one baseline, exports each and measures it in ONNX Runtime: simulated and deployed
 * top-1, predictions that are equal, the largest logit difference in output steps, file sizes and the time of one image: with
 * ONNX Runtime's plain settings, where it unpacks integer weights again for every image, and with
 * {@code session.disable_quant_qdq}, where it does so when it loads the model. Prints a Markdown table.
 *
 * <p>Arguments: those of {@link TrainedMethods}, and {@code --rounds 200}.
 */
public final class DeploymentBenchmark {
    private static final int WARM_UP = 20;
    private static final double KIB = 1024;

    private final TrainedMethods trained;
    private final ImageDataset data;

    private DeploymentBenchmark(String[] args) throws IOException {
        this.trained = new TrainedMethods(args);
        this.data = trained.data();
    }

    public static void main(String[] args) throws Exception {
        new DeploymentBenchmark(args).print();
    }

    private void print() throws Exception {
        System.out.println(
                "| method | bits | simulated | deployed | equal | largest logit difference, steps | model.onnx"
                        + " KiB | weights.bin KiB | fp32 weights over weights.bin | ms an image | against fp32 | weights unpacked"
                        + " when loaded: ms | against fp32 |");
        System.out.println("| --- " + "| ---: ".repeat(12) + "|");
        ComputationGraph baseline = trained.baseline();
        byte[] fp32 = model(baseline);
        row("fp32", "32", baseline, fp32);
        trained.from(baseline, (method, bits, graph) -> row(method, bits, graph, fp32));
    }

    private void row(String method, String bits, ComputationGraph graph, byte[] fp32) throws OrtException {
        byte[] model = model(graph);
        DeployedAccuracy accuracy = DeployedAccuracy.verify(
                new DeployedNetwork(graph),
                model,
                Batches.limited(data, 0, trained.number("--test", "0")),
                Runtime.getRuntime().availableProcessors(),
                () -> false);
        DeployedNetwork network = new DeployedNetwork(graph);
        double packed = PackedModel.of(network, new ModelLabel("benchmark", data, Map.of()))
                .weights()
                .length;
        double[] plain = latencies(model, fp32, Map.of());
        double[] unpacked = latencies(model, fp32, Map.of("session.disable_quant_qdq", "1"));
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.4f | %.4f | %.4f | %.2f | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f | %.2f |%n",
                method,
                bits,
                accuracy.simulatedTop1(),
                accuracy.deployedTop1(),
                accuracy.equalPredictions(),
                accuracy.largestLogitDifference() / accuracy.outputStep(),
                model.length / KIB,
                packed / KIB,
                DeployedCost.of(network, data).fp32Bytes() / packed,
                plain[0],
                plain[0] / plain[1],
                unpacked[0],
                unpacked[0] / unpacked[1]);
    }

    /** Median milliseconds of one image, on one thread, of two models in turn. */
    private double[] latencies(byte[] model, byte[] fp32, Map<String, String> settings) throws OrtException {
        long[] shape = {1, data.channels(), data.height(), data.width()};
        FloatBuffer image = FloatBuffer.allocate(data.channels() * data.height() * data.width());
        int rounds = trained.number("--rounds", "200");
        double[][] times = new double[2][rounds];
        try (OnnxSession first = new OnnxSession(model, 1, settings);
                OnnxSession second = new OnnxSession(fp32, 1, settings)) {
            OnnxSession[] sessions = {first, second};
            for (int round = -WARM_UP; round < rounds; round++) {
                for (int i = 0; i < sessions.length; i++) {
                    long begun = System.nanoTime();
                    sessions[i].logits(image.rewind(), shape);
                    if (round >= 0) {
                        times[i][round] = (System.nanoTime() - begun) / 1e6;
                    }
                }
            }
        }
        Arrays.sort(times[0]);
        Arrays.sort(times[1]);
        return new double[] {times[0][rounds / 2], times[1][rounds / 2]};
    }

    private byte[] model(ComputationGraph graph) {
        return OnnxModel.of(new DeployedNetwork(graph), new ModelLabel("benchmark", data, Map.of()));
    }
}
