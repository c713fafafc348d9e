package io.bitgap.export;

import ai.onnxruntime.OrtException;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.export.onnx.OnnxModel;
import io.bitgap.export.packed.PackedModel;
import io.bitgap.export.runtime.OnnxSession;
import io.bitgap.training.EdgeLayer;
import io.bitgap.training.EpochResult;
import io.bitgap.training.Limits;
import io.bitgap.training.MethodPlan;
import io.bitgap.training.MetricPoint;
import io.bitgap.training.Plans;
import io.bitgap.training.Progress;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
import io.bitgap.training.TrainingObserver;
import io.bitgap.training.TrainingPlan;
import io.bitgap.training.TrainingRun;
import io.bitgap.training.TrainingStart;
import io.bitgap.training.TrainingState;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Trains every method at every width from one baseline, exports each and measures it in ONNX Runtime: simulated and deployed
 * top-1, predictions that are equal, the largest logit difference in output steps, file sizes and the time of one image: with
 * ONNX Runtime's plain settings, where it unpacks integer weights again for every image, and with
 * {@code session.disable_quant_qdq}, where it does so when it loads the model. Prints a Markdown table.
 *
 * <p>Arguments: {@code --network resnet8 --dataset shapes10 --path (of an image data set) --methods google-int8,pact,...
 * --bits 8,4,3,2 --epochs 6 --tune 1 --train 0 --test 0 --edges keep|same --rounds 200}.
 */
public final class DeploymentBenchmark {
    private static final int WARM_UP = 20;
    private static final double KIB = 1024;

    private final String[] args;
    private final ImageDataset data;

    private DeploymentBenchmark(String[] args) throws IOException {
        this.args = args;
        String name = argument("--dataset", "shapes10");
        String path = argument("--path", "");
        this.data = new Datasets(
                        Files.createTempDirectory("bitgap"), path.isEmpty() ? Map.of() : Map.of(name, Path.of(path)))
                .load(name);
    }

    public static void main(String[] args) throws IOException, OrtException {
        new DeploymentBenchmark(args).print();
    }

    private void print() throws OrtException {
        System.out.println(
                "| method | bits | simulated | deployed | equal | largest logit difference, steps | model.onnx"
                        + " KiB | weights.bin KiB | fp32 weights over weights.bin | ms an image | against fp32 | weights unpacked"
                        + " when loaded: ms | against fp32 |");
        System.out.println("| --- " + "| ---: ".repeat(12) + "|");
        ComputationGraph baseline = trained(null, new TrainingStart.Scratch(), "--epochs", "6");
        Map<String, byte[]> models = new LinkedHashMap<>();
        models.put("fp32", model(baseline));
        row("fp32", "32", baseline, models);
        for (String method : argument("--methods", "google-int8,fqn,pact,dorefa,qil,gdrq,lsq")
                .split(",")) {
            for (String bits : argument("--bits", "8,4,3,2").split(",")) {
                QuantizerChoice choice = new QuantizerChoice(method, Map.of());
                int width = Integer.parseInt(bits);
                MethodPlan plan = new MethodPlan(method, choice, choice, width, width);
                ComputationGraph graph = trained(plan, new TrainingStart.FineTune(baseline), "--tune", "1");
                models.put(method + bits, model(graph));
                row(method, bits, graph, models);
            }
        }
    }

    private void row(String method, String bits, ComputationGraph graph, Map<String, byte[]> models)
            throws OrtException {
        byte[] model = Objects.requireNonNull(models.get(method.equals("fp32") ? method : method + bits));
        DeployedAccuracy accuracy = DeployedAccuracy.verify(
                new DeployedNetwork(graph),
                model,
                Batches.limited(data, 0, number("--test", "0")),
                Runtime.getRuntime().availableProcessors(),
                () -> false);
        DeployedNetwork network = new DeployedNetwork(graph);
        double packed = PackedModel.of(network, new ModelLabel("benchmark", data, Map.of()))
                .weights()
                .length;
        byte[] fp32 = Objects.requireNonNull(models.get("fp32"));
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
        int rounds = number("--rounds", "200");
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

    private ComputationGraph trained(
            @Nullable MethodPlan method, TrainingStart start, String epochs, String defaultEpochs) {
        Recipe recipe = Recipe.fineTuning()
                .epochs(number(epochs, defaultEpochs))
                .batchSize(64)
                .learningRate(method == null ? 0.1 : 0.01);
        EdgeLayer edges = argument("--edges", "keep").equals("same") ? EdgeLayer.SAME : EdgeLayer.KEEP;
        TrainingPlan plan = Plans.of(
                argument("--network", "resnet8"),
                data.name(),
                method,
                method == null ? recipe : recipe.resolvedFor(method),
                Plans.edges(edges, edges),
                new Limits(number("--train", "0"), number("--test", "0")),
                1);
        Last last = new Last();
        new TrainingRun(plan, data, start, last).execute();
        return Objects.requireNonNull(last.graph);
    }

    /** Keeps the network. */
    private static final class Last implements TrainingObserver {
        private @Nullable ComputationGraph graph;

        @Override
        public void measured(List<MetricPoint> points) {}

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void epochEnded(EpochResult result, TrainingState state, boolean last) {
            graph = state.graph();
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    }

    private int number(String name, String otherwise) {
        return Integer.parseInt(argument(name, otherwise));
    }

    private String argument(String name, String otherwise) {
        int at = Arrays.asList(args).indexOf(name);
        return at < 0 ? otherwise : args[at + 1];
    }
}
