package io.bitgap.export;

import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.ImageDataset;
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
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Networks to measure: every method at every width, trained from one baseline.
 *
 * <p>Arguments: {@code --network resnet8 --dataset shapes10 --path (of an image data set) --methods google-int8,pact,...
 * --bits 8,4,3,2 --epochs 6 --tune 1 --train 0 --test 0 --edges keep|same}; or {@code --models a.zip,b.zip}, model files of
 * checkpoints that were trained on that data set.
 */
final class TrainedMethods {
    private final String[] args;
    private final ImageDataset data;

    TrainedMethods(String[] args) throws IOException {
        this.args = args;
        String name = argument("--dataset", "shapes10");
        String path = argument("--path", "");
        this.data = new Datasets(
                        Files.createTempDirectory("bitgap"), path.isEmpty() ? Map.of() : Map.of(name, Path.of(path)))
                .load(name);
    }

    ImageDataset data() {
        return data;
    }

    @FunctionalInterface
    interface Visitor {
        /** @param bits of both roles; empty for a model file, whose name is the method then */
        void see(String method, String bits, ComputationGraph network) throws Exception;
    }

    ComputationGraph baseline() {
        return trained(null, new TrainingStart.Scratch(), "--epochs", "6");
    }

    /** One network after the other. */
    void fromModels(Visitor visitor) throws Exception {
        for (String file : argument("--models", "").split(",")) {
            visitor.see(new File(file).getName(), "", ModelSerializer.restoreComputationGraph(new File(file), false));
        }
    }

    boolean hasModels() {
        return !argument("--models", "").isEmpty();
    }

    /** One network after the other. */
    void from(ComputationGraph baseline, Visitor visitor) throws Exception {
        for (String method : argument("--methods", "google-int8,fqn,pact,dorefa,qil,gdrq,lsq")
                .split(",")) {
            for (String bits : argument("--bits", "8,4,3,2").split(",")) {
                QuantizerChoice choice = new QuantizerChoice(method, Map.of());
                int width = Integer.parseInt(bits);
                MethodPlan plan = new MethodPlan(method, choice, choice, width, width);
                visitor.see(method, bits, trained(plan, new TrainingStart.FineTune(baseline), "--tune", "1"));
            }
        }
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

    int number(String name, String otherwise) {
        return Integer.parseInt(argument(name, otherwise));
    }

    private String argument(String name, String otherwise) {
        int at = Arrays.asList(args).indexOf(name);
        return at < 0 ? otherwise : args[at + 1];
    }
}
