package io.bitgap.training;

import io.bitgap.dataset.Augmentation;
import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.measure.ProcessUsage;
import io.bitgap.network.ImageShape;
import io.bitgap.quantizer.Quantizers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images per second of one training step: forward, backward and update on images that are already in memory, or that come
 * from an image folder ({@code --data path#stream224}). The cases take turns step by step, so that a machine that slows down
 * slows all of them down. Prints one JSON object a case: images per second at the median step; how much longer a step takes
 * than the first case's step of the same turn, as the median over turns (1.2 = a fifth longer); what a step allocates on the
 * Java heap; and the most memory that the process has had, with all cases in it.
 *
 * <p>Arguments: {@code --cases fp32,pact-w4a4 --batch 128 --steps 10 --warm-up 20 --network resnet20 --image 32};
 * {@code --cases all} is fp32 and every quantizer at 4/4. {@code --options} instead of cases is fp32, LSQ at 4/4 and each of these
 * with each of its {@link StepOptions}, on batches of shapes10 that are prepared meanwhile as each of them asks for; a step is then
 * compared with one without the option.
 */
public final class StepBenchmark {
    private static final Pattern CASE = Pattern.compile("(.+)-w(\\d+)a(\\d+)");

    private static final int STEPS_AN_EPOCH = 1_000;

    private StepBenchmark() {}

    public static void main(String[] args) throws IOException {
        String network = argument(args, "--network", "resnet20");
        int batch = Integer.parseInt(argument(args, "--batch", "128"));
        int steps = Integer.parseInt(argument(args, "--steps", "10"));
        int warmUp = Integer.parseInt(argument(args, "--warm-up", "20")); // the JVM compiles meanwhile
        int side = Integer.parseInt(argument(args, "--image", "32"));
        String folder = argument(args, "--data", "");
        boolean options = List.of(args).contains("--options");
        List<String> names = options ? StepOptions.cases() : cases(argument(args, "--cases", "fp32,pact-w4a4"));
        if (folder.isEmpty() && !options) {
            List<Case> cases = prepared(network, names, batch, steps, side, 10);
            DataSet made = made(batch, side);
            run(cases, name -> made, warmUp, steps);
            print(cases, network, batch, steps);
            return;
        }
        Datasets datasets =
                new Datasets(Path.of("target"), folder.isEmpty() ? Map.of() : Map.of("given", Path.of(folder)));
        ImageDataset data = datasets.load(folder.isEmpty() ? "shapes10" : "given");
        List<Case> cases = prepared(
                network, names, batch, steps, data.height(), data.classes().size());
        try (Feeds feeds = new Feeds(data, batch, names, options)) {
            run(cases, feeds::next, warmUp, steps);
        }
        print(cases, network, batch, steps);
    }

    private static List<Case> prepared(
            String network, List<String> names, int batch, int steps, int side, int classes) {
        return names.stream()
                .map(name -> Case.of(name, plan(network, name, batch), side, classes, steps))
                .toList();
    }

    private static void run(List<Case> cases, Function<String, DataSet> batches, int warmUp, int steps) {
        for (int turn = -warmUp; turn < steps; turn++) {
            for (Case each : cases) {
                each.step(batches, turn);
            }
        }
    }

    private static void print(List<Case> cases, String network, int batch, int steps) throws IOException {
        for (Case each : cases) {
            System.out.printf(
                    Locale.ROOT,
                    "{\"system\": \"bitgap\", \"network\": \"%s\", \"case\": \"%s\", \"batch\": %d, \"images_per_s\": %.1f, "
                            + "\"over_first\": %.3f, \"allocated_kib_a_step\": %d, \"peak_rss_mib\": %d}%n",
                    network,
                    each.name,
                    batch,
                    batch / median(each.seconds),
                    each.overhead(plain(each, cases)),
                    each.allocated / steps / 1024,
                    ProcessUsage.peakMemory() / 1024);
        }
    }

    /** The same network without an option; the first case where there is none. */
    private static Case plain(Case one, List<Case> cases) {
        return cases.stream()
                .filter(other -> one.name.contains("+") && other.name.equals(StepOptions.network(one.name)))
                .findFirst()
                .orElse(cases.get(0));
    }

    /** One network, what its recipe does beside its steps, and the times of these. */
    private static final class Case {
        private final String name;
        private final ComputationGraph graph;
        private final TrainingAids aids;
        private final double[] seconds;
        private long allocated;

        private Case(String name, ComputationGraph graph, TrainingAids aids, int steps) {
            this.name = name;
            this.graph = graph;
            this.aids = aids;
            this.seconds = new double[steps];
        }

        static Case of(String name, TrainingPlan plan, int side, int classes, int steps) {
            ComputationGraph graph = graph(plan, side, classes);
            TrainingStart start = new TrainingStart.FineTune(graph);
            if (plan.recipe().distillation().share() > 0) {
                start = start.taughtBy(
                        graph(plan(plan.network(), "fp32", plan.recipe().batchSize()), side, classes));
            }
            TrainingAids aids = TrainingAids.of(plan.recipe(), graph, STEPS_AN_EPOCH, start, new EarlyStopping(0));
            return new Case(name, graph, aids, steps);
        }

        /** @param turn warms up if it is below 0 */
        void step(Function<String, DataSet> batches, int turn) {
            long before = ProcessUsage.allocated();
            long start = System.nanoTime();
            DataSet batch = batches.apply(name);
            aids.beforeStep(batch);
            graph.fit(batch);
            aids.afterStep();
            if (turn >= 0) {
                seconds[turn] = (System.nanoTime() - start) / 1e9;
                allocated += ProcessUsage.allocated() - before;
            }
        }

        double overhead(Case first) {
            return median(IntStream.range(0, seconds.length)
                    .mapToDouble(turn -> seconds[turn] / first.seconds[turn])
                    .toArray());
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static List<String> cases(String names) {
        if (!names.equals("all")) {
            return List.of(names.split(","));
        }
        return Stream.concat(
                        Stream.of("fp32"), Quantizers.catalogue().stream().map(quantizer -> quantizer.name() + "-w4a4"))
                .toList();
    }

    private static ComputationGraph graph(TrainingPlan plan, int side, int classes) {
        ComputationGraph graph = StartingPoint.network(
                plan, new ImageShape(side, side, 3), classes, STEPS_AN_EPOCH, new TrainingStart.Scratch());
        graph.setListeners(GradientListeners.of(graph, plan.recipe()));
        return graph;
    }

    private static DataSet made(int batch, int side) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 10);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 10, 1);
        }
        return new DataSet(Nd4j.randn(DataType.FLOAT, batch, side, side, 3), labels);
    }

    /** The batches of cases: of one stream for all, or of one for each. */
    private static final class Feeds implements AutoCloseable {
        private final Map<String, Photos> photos = new HashMap<>();
        private final boolean own;

        Feeds(ImageDataset data, int batch, List<String> names, boolean own) {
            this.own = own;
            for (String name : own ? names : List.of("")) {
                Recipe recipe = StepOptions.recipe(name, Recipe.fineTuning());
                photos.put(name, new Photos(data, batch, recipe.regularizers().augmentation(true)));
            }
        }

        DataSet next(String name) {
            return Objects.requireNonNull(photos.get(own ? name : "")).next();
        }

        @Override
        public void close() {
            photos.values().forEach(Photos::close);
        }
    }

    /** Epoch after epoch of a data set. */
    private static final class Photos {
        private final ImageDataset data;
        private final int batch;
        private final Augmentation augmentation;
        private int epoch;
        private BatchStream stream;

        Photos(ImageDataset data, int batch, Augmentation augmentation) {
            this.data = data;
            this.batch = batch;
            this.augmentation = augmentation;
            this.stream = Batches.training(data, batch, augmentation, 1, 0);
        }

        DataSet next() {
            if (!stream.hasNext()) {
                stream.close();
                stream = Batches.training(data, batch, augmentation, 1, ++epoch);
            }
            return stream.next();
        }

        void close() {
            stream.close();
        }
    }

    private static TrainingPlan plan(String network, String name, int batch) {
        Recipe recipe =
                Recipe.fineTuning().epochs(1).batchSize(batch).learningRate(0.1).schedule(ScheduleKind.CONSTANT);
        recipe = StepOptions.recipe(name, recipe);
        MethodPlan method = null;
        Matcher matcher = CASE.matcher(StepOptions.network(name));
        if (matcher.matches()) {
            QuantizerChoice quantizer = new QuantizerChoice(matcher.group(1), Map.of());
            int weightBits = Integer.parseInt(matcher.group(2));
            int activationBits = Integer.parseInt(matcher.group(3));
            method = new MethodPlan(name, quantizer, quantizer, weightBits, activationBits);
        } else if (!StepOptions.network(name).equals("fp32")) {
            throw new IllegalArgumentException("a case is fp32 or <quantizer>-w<bits>a<bits>, not " + name);
        }
        return Plans.of(network, "-", method, recipe, Limits.NONE, 1);
    }

    private static String argument(String[] args, String name, String initial) {
        int at = Arrays.asList(args).indexOf(name);
        return at >= 0 && at + 1 < args.length ? args[at + 1] : initial;
    }
}
