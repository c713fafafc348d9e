package io.bitgap.training;

import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.graph.InferenceNetwork;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A network's accuracy on the whole test split.
 *
 * @param loss mean cross-entropy in nats
 * @param top1 share of right answers, 0..1
 * @param largestClass share of the most frequent class, 0..1: the top-1 of always naming it
 * @param predictedClasses how many classes the network named at all
 * @param top5 share of images whose class is among the five most probable, 0..1; null where there are fewer than 20 classes
 * @param predictions the most probable class of every image, in the order of the split
 */
public record Evaluation(
        double loss,
        double top1,
        double largestClass,
        int predictedClasses,
        @Nullable Double top5,
        ImageClasses predictions) {
    /** With fewer classes, five guesses say little. */
    private static final int CLASSES_FOR_TOP5 = 20;

    /** The most images up to 64x64 that go through the network at a time; of larger ones fewer, so that they take no more memory. */
    private static final int BATCH = 250;

    private static final int PIXELS = BATCH * 64 * 64;
    private static final double MIN_PROBABILITY = 1e-12;

    public Accuracy accuracy() {
        return new Accuracy(loss, top1);
    }

    /** Evaluates without changing the network; quantizer statistics and batch norm stay frozen. */
    public static Evaluation of(ComputationGraph graph, ImageDataset data) {
        return of(InferenceNetwork.of(graph), data, TrainingObserver.SILENT);
    }

    /** @param network with the parameters to evaluate */
    static Evaluation of(InferenceNetwork network, ImageDataset data, TrainingObserver observer) {
        Tally tally = new Tally(data.classes().size(), data.test().size());
        try (BatchStream batches = Batches.test(data, batchSize(data))) {
            while (batches.hasNext()) {
                if (observer.stopRequested()) {
                    throw new TrainingStopped();
                }
                DataSet batch = batches.next();
                tally.add(network.output(batch.getFeatures()), batch.getLabels());
            }
        }
        return tally.result();
    }

    /** The most images of that size that go through the network at a time. */
    static int batchSize(int height, int width) {
        return Math.max(1, Math.min(BATCH, PIXELS / (height * width)));
    }

    /** Batches of one size, if possible: layers prepare for each size anew. */
    static int batchSize(ImageDataset data) {
        int most = batchSize(data.height(), data.width());
        int images = Math.max(1, data.test().size());
        int batches = (images + most - 1) / most;
        return (images + batches - 1) / batches;
    }

    /** Sums over batches; a few numbers an image, for which Java's loops cost less than ND4J's operations. */
    private static final class Tally {
        private final long[] given;
        private final int[] predicted;
        private int images;
        private double loss;
        private long correct;
        private long amongFive;

        Tally(int classes, int size) {
            given = new long[classes];
            predicted = new int[size];
        }

        /** @param labels one-hot, [batch, classes] as the probabilities */
        void add(INDArray probabilities, INDArray labels) {
            int classes = (int) labels.size(1);
            float[] oneHot = labels.dup('c').data().asFloat();
            float[] computed = probabilities.dup('c').data().asFloat();
            for (int image = 0; image < labels.size(0); image++) {
                int label = largest(oneHot, image * classes, classes);
                double probability = computed[image * classes + label];
                // also for what is not a number
                loss -= Math.log(probability > MIN_PROBABILITY ? probability : MIN_PROBABILITY);
                int answer = largest(computed, image * classes, classes);
                given[label]++;
                predicted[images++] = answer;
                correct += answer == label ? 1 : 0;
                amongFive += classes >= CLASSES_FOR_TOP5 && rank(computed, image * classes, classes, label) < 5 ? 1 : 0;
            }
        }

        Evaluation result() {
            double n = images;
            return new Evaluation(
                    loss / n,
                    correct / n,
                    Arrays.stream(given).max().orElse(0) / n,
                    (int) Arrays.stream(predicted).distinct().count(),
                    given.length < CLASSES_FOR_TOP5 ? null : (Double) (amongFive / n),
                    ImageClasses.of(predicted, given.length));
        }

        /** How many values come before this one: larger ones, and equal ones in front of it. What is not a number comes last. */
        private static int rank(float[] values, int from, int count, int index) {
            float own = values[from + index];
            int before = 0;
            for (int i = 0; i < count; i++) {
                before += !(values[from + i] <= own) || (values[from + i] == own && i < index) ? 1 : 0;
            }
            return before;
        }

        /** Index of the largest value, the first of equals. */
        private static int largest(float[] values, int from, int count) {
            int largest = 0;
            for (int i = 1; i < count; i++) {
                if (values[from + i] > values[from + largest]) {
                    largest = i;
                }
            }
            return largest;
        }
    }
}
