package io.bitgap.training;

import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.graph.InferenceNetwork;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A network's accuracy on the whole test split.
 *
 * @param loss mean cross-entropy in nats
 * @param top1 share of right answers, 0..1
 * @param largestClass share of the most frequent class, 0..1: the top-1 of always naming it
 * @param predictedClasses how many classes the network named at all
 */
public record Evaluation(double loss, double top1, double largestClass, int predictedClasses) {
    /** The most images up to 64x64 that go through the network at a time; of larger ones fewer, so that they take no more memory. */
    private static final int BATCH = 250;

    private static final int PIXELS = BATCH * 64 * 64;
    private static final double MIN_PROBABILITY = 1e-12;

    Accuracy accuracy() {
        return new Accuracy(loss, top1);
    }

    /** Evaluates without changing the network; quantizer statistics and batch norm stay frozen. */
    public static Evaluation of(ComputationGraph graph, ImageDataset data) {
        return of(InferenceNetwork.of(graph), data, TrainingObserver.SILENT);
    }

    /** @param network with the parameters to evaluate */
    static Evaluation of(InferenceNetwork network, ImageDataset data, TrainingObserver observer) {
        Tally tally = new Tally(data.classes().size());
        try (BatchStream batches = Batches.test(data, batchSize(data))) {
            while (batches.hasNext()) {
                if (observer.stopRequested()) {
                    throw new TrainingStopped();
                }
                DataSet batch = batches.next();
                tally.add(network.output(batch.getFeatures()), batch.getLabels());
            }
        }
        double n = data.test().size();
        return new Evaluation(
                tally.loss / n,
                tally.correct / n,
                Arrays.stream(tally.given).max().orElse(0) / n,
                (int) Arrays.stream(tally.predicted).filter(count -> count > 0).count());
    }

    /** Batches of one size, if possible: layers prepare for each size anew. */
    static int batchSize(ImageDataset data) {
        int most = Math.max(1, Math.min(BATCH, PIXELS / (data.height() * data.width())));
        int images = Math.max(1, data.test().size());
        int batches = (images + most - 1) / most;
        return (images + batches - 1) / batches;
    }

    /** Sums over batches; a few numbers an image, for which Java's loops cost less than ND4J's operations. */
    private static final class Tally {
        private final long[] given;
        private final long[] predicted;
        private double loss;
        private long correct;

        Tally(int classes) {
            given = new long[classes];
            predicted = new long[classes];
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
                predicted[answer]++;
                correct += answer == label ? 1 : 0;
            }
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
