package io.bitgap.training;

import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.layer.RunningStatistics;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Finds the mean and variance of every batch norm anew for weights that do not change any more: the plain means of those of so many
 * training batches, in place of running ones that still hold what weights were some steps ago. Each norm sees what the norms and
 * quantizers in front of it make of the batch; thresholds, weights and momentum stay as they are.
 */
final class BatchNormReestimation {
    /** For the network that calibration has just quantized. */
    private static final int CALIBRATION_BATCHES = 20;

    private final TrainingPlan plan;
    private final ImageDataset data;
    private final TrainingObserver observer;

    BatchNormReestimation(TrainingPlan plan, ImageDataset data, TrainingObserver observer) {
        this.plan = plan;
        this.data = data;
        this.observer = observer;
    }

    /** Whether the recipe asks for it, after the last epoch. */
    boolean wanted() {
        return plan.recipe().averaging().reestimateBatchNorm() > 0;
    }

    /**
     * Quantized weights of DoReFa, PACT and QIL are of another magnitude than those that the running statistics have followed, and
     * everyone's are a little off.
     */
    void afterCalibration(ComputationGraph graph) {
        of(graph, CALIBRATION_BATCHES, 0);
    }

    /** @return the number of batches, which is at most that of an epoch's steps */
    int afterTraining(ComputationGraph graph) {
        // augmented as in an epoch after the last
        return of(
                graph,
                plan.recipe().averaging().reestimateBatchNorm(),
                plan.recipe().epochs());
    }

    private int of(ComputationGraph graph, int wanted, int epoch) {
        List<RunningStatistics> norms = Arrays.stream(graph.getLayers())
                .filter(RunningStatistics.class::isInstance)
                .map(RunningStatistics.class::cast)
                .toList();
        Recipe recipe = plan.recipe();
        int number = 0;
        try (BatchStream batches =
                Batches.training(data, recipe.batchSize(), recipe.augmentation(), plan.seed(), epoch)) {
            while (number < wanted && batches.hasNext()) {
                if (observer.stopRequested()) {
                    throw new TrainingStopped();
                }
                int next = ++number;
                norms.forEach(norm -> norm.estimate(next));
                graph.output(false, batches.next().getFeatures());
            }
        } finally {
            norms.forEach(norm -> norm.estimate(0));
        }
        return number;
    }
}
