package io.bitgap.training;

import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A network's accuracy on the whole test split.
 *
 * @param loss mean cross-entropy in nats
 * @param top1 share of right answers, 0..1
 */
public record Evaluation(double loss, double top1) {
    private static final int MOST_IMAGES = 250;
    /** Photographs come in smaller batches: 20 of 224x224, which need less memory than a usual training step. */
    private static final int MOST_PIXELS = MOST_IMAGES * 64 * 64;

    private static final double LEAST_PROBABILITY = 1e-12;

    /** Evaluates without changing the network; quantizer statistics and batch norm stay frozen. */
    public static Evaluation of(ComputationGraph graph, ImageDataset data) {
        return of(graph, data, Observers.SILENT);
    }

    static Evaluation of(ComputationGraph graph, ImageDataset data, TrainingObserver observer) {
        double loss = 0;
        long correct = 0;
        try (BatchStream batches = Batches.test(data, batch(data))) {
            while (batches.hasNext()) {
                if (observer.stopRequested()) {
                    throw new TrainingStopped();
                }
                DataSet batch = batches.next();
                INDArray labels = batch.getLabels();
                INDArray probabilities = graph.outputSingle(batch.getFeatures());
                INDArray ofLabel = Transforms.max(probabilities.mul(labels).sum(1), LEAST_PROBABILITY);
                loss -= Transforms.log(ofLabel, false).sumNumber().doubleValue();
                correct += probabilities
                        .argMax(1)
                        .eq(labels.argMax(1))
                        .castTo(DataType.LONG)
                        .sumNumber()
                        .longValue();
            }
        }
        double n = data.test().size();
        return new Evaluation(loss / n, correct / n);
    }

    private static int batch(ImageDataset data) {
        return Math.max(1, Math.min(MOST_IMAGES, MOST_PIXELS / (data.height() * data.width())));
    }
}
