package io.bitgap.training;

import com.sun.management.OperatingSystemMXBean;
import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.graph.InferenceNetwork;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Seconds of one evaluation: with the output of the network in training, as evaluation went before there was an inference
 * network, and as it goes now, in turn: median, least and most of the rounds after one of warm-up. Then what the two differ in: the
 * largest difference of a logit, the largest logit to compare it with, and how many predictions are not the same. The network is
 * trained a little first, so that its quantizers and batch norms are not as they begin. Prints one JSON object.
 *
 * <p>Arguments: {@code --network resnet8 --quantizer pact --bits 4 --images 2000 --train 2048 --rounds 5}. The images are
 * those of shapes10's test split, over and over.
 */
public final class EvaluationBenchmark {
    private static final int BATCH_BEFORE = 250;

    private EvaluationBenchmark() {}

    public static void main(String[] args) throws IOException {
        String network = argument(args, "--network", "resnet8");
        int images = Integer.parseInt(argument(args, "--images", "2000"));
        int rounds = Integer.parseInt(argument(args, "--rounds", "5"));
        ImageDataset shapes = new Datasets(Files.createTempDirectory("bitgap"), Map.of()).load("shapes10");
        ComputationGraph graph = trained(plan(network, args), shapes);
        InferenceNetwork inference = InferenceNetwork.of(graph);
        ImageDataset data = withTestImages(shapes, images);
        Measured[] before = new Measured[rounds];
        Measured[] now = new Measured[rounds];
        for (int round = -1; round < rounds; round++) {
            Measured first = measured(() -> before(graph, data));
            Measured second = measured(() -> {
                inference.update();
                return Evaluation.of(inference, data, TrainingObserver.SILENT).loss();
            });
            if (round >= 0) {
                before[round] = first;
                now[round] = second;
            }
        }
        double[] ratios = IntStream.range(0, rounds)
                .mapToDouble(round -> now[round].seconds() / before[round].seconds())
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "{\"network\": \"%s\", \"quantizer\": \"%s\", \"bits\": %s, \"images\": %d, \"rounds\": %d, \"before\": %s, "
                        + "\"now\": %s, \"now_over_before\": %s, %s}%n",
                network,
                argument(args, "--quantizer", "pact"),
                argument(args, "--bits", "4"),
                images,
                rounds,
                spread(before),
                spread(now),
                spread(ratios),
                differences(
                        graph,
                        withTestImages(shapes, Math.min(images, shapes.test().size()))));
    }

    /** @param processor seconds of all threads: what is left of a measurement on a machine that does other things, too */
    private record Measured(double seconds, double processor) {}

    private static Measured measured(DoubleSupplier evaluation) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = System.nanoTime();
        long processor = system.getProcessCpuTime();
        double loss = evaluation.getAsDouble();
        if (Double.isNaN(loss)) {
            throw new IllegalStateException("the loss is not a number");
        }
        return new Measured((System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - processor) / 1e9);
    }

    /** As it was: the network in training, sums by ND4J's operations. */
    private static double before(ComputationGraph graph, ImageDataset data) {
        double loss = 0;
        long correct = 0;
        try (BatchStream batches = Batches.test(data, BATCH_BEFORE)) {
            while (batches.hasNext()) {
                DataSet batch = batches.next();
                INDArray probabilities = graph.outputSingle(batch.getFeatures());
                INDArray ofLabel =
                        Transforms.max(probabilities.mul(batch.getLabels()).sum(1), 1e-12);
                loss -= Transforms.log(ofLabel, false).sumNumber().doubleValue();
                correct += same(probabilities, batch.getLabels());
            }
        }
        return correct < 0 ? Double.NaN : loss;
    }

    private static long same(INDArray a, INDArray b) {
        return a.argMax(1).eq(b.argMax(1)).castTo(DataType.LONG).sumNumber().longValue();
    }

    private static String differences(ComputationGraph graph, ImageDataset data) {
        ((BaseLayer) graph.getOutputLayer(0).conf().getLayer()).setActivationFn(new ActivationIdentity());
        InferenceNetwork inference = InferenceNetwork.of(graph);
        UnaryOperator<INDArray> reference = graph::outputSingle;
        double largest = 0;
        double logit = 0;
        double sum = 0;
        long values = 0;
        long differing = 0;
        try (BatchStream batches = Batches.test(data, Evaluation.batchSize(data))) {
            while (batches.hasNext()) {
                INDArray images = batches.next().getFeatures();
                INDArray expected = reference.apply(images);
                INDArray actual = inference.output(images);
                INDArray difference = Transforms.abs(actual.sub(expected));
                largest = Math.max(largest, difference.maxNumber().doubleValue());
                sum += difference.sumNumber().doubleValue();
                logit = Math.max(logit, expected.amaxNumber().doubleValue());
                values += expected.length();
                differing += images.size(0) - same(expected, actual);
            }
        }
        return String.format(
                Locale.ROOT,
                "\"largest_logit\": %.3f, \"largest_difference\": %.2e, \"mean_difference\": %.2e, "
                        + "\"differing_predictions\": %d, \"of\": %d",
                logit,
                largest,
                sum / values,
                differing,
                data.test().size());
    }

    private static String spread(Measured[] values) {
        return String.format(
                Locale.ROOT,
                "{\"seconds\": %s, \"processor_seconds\": %s}",
                spread(Arrays.stream(values).mapToDouble(Measured::seconds).toArray()),
                spread(Arrays.stream(values).mapToDouble(Measured::processor).toArray()));
    }

    /** Median, least and most. */
    private static String spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "[%.3f, %.3f, %.3f]", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static ImageDataset withTestImages(ImageDataset data, int count) {
        DecodedSplit source = (DecodedSplit) data.test();
        int size = data.height() * data.width() * data.channels();
        byte[] pixels = new byte[count * size];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            int from = i % source.size();
            System.arraycopy(source.pixels(), from * size, pixels, i * size, size);
            labels[i] = source.labels()[from];
        }
        return new ImageDataset(
                data.name(),
                data.checksum(),
                data.height(),
                data.width(),
                data.channels(),
                data.classes(),
                data.normalization(),
                data.train(),
                new DecodedSplit(pixels, labels));
    }

    private static ComputationGraph trained(TrainingPlan plan, ImageDataset data) {
        AtomicReference<ComputationGraph> graph = new AtomicReference<>();
        TrainingObserver keeper = new TrainingObserver() {
            @Override
            public void measured(List<MetricPoint> points) {}

            @Override
            public void progressed(Progress progress) {}

            @Override
            public void epochEnded(EpochResult result, TrainingState state, boolean last) {
                graph.set(state.graph());
            }

            @Override
            public boolean stopRequested() {
                return false;
            }
        };
        new TrainingRun(plan, data, new TrainingStart.Scratch(), keeper).execute();
        return Objects.requireNonNull(graph.get());
    }

    private static TrainingPlan plan(String network, String[] args) {
        String name = argument(args, "--quantizer", "pact");
        int bits = Integer.parseInt(argument(args, "--bits", "4"));
        QuantizerChoice quantizer = new QuantizerChoice(name, Map.of());
        return Plans.of(
                network,
                "shapes10",
                name.equals("fp32") ? null : new MethodPlan(name, quantizer, quantizer, bits, bits),
                Recipe.fineTuning().epochs(1).batchSize(64).learningRate(0.05),
                new Limits(Integer.parseInt(argument(args, "--train", "2048")), 100),
                1);
    }

    private static String argument(String[] args, String name, String initial) {
        int at = Arrays.asList(args).indexOf(name);
        return at >= 0 && at + 1 < args.length ? args[at + 1] : initial;
    }
}
