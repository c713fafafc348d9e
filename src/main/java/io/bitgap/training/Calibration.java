package io.bitgap.training;

import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.layer.QuantizationPhase;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerParameter;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Finds the first values of quantizers: training batches go through the network in fp32 and every quantizer that is not
 * calibrated yet looks at its own tensor. Quantizing while others still look would show them the noise of those in front.
 */
final class Calibration {
    private final ComputationGraph graph;
    private final TrainingPlan plan;
    private final ImageDataset data;
    private final TrainingObserver observer;
    private final List<QuantizerRuntime> runtimes;

    Calibration(ComputationGraph graph, TrainingPlan plan, ImageDataset data, TrainingObserver observer) {
        this.observer = observer;
        this.graph = graph;
        this.plan = plan;
        this.data = data;
        this.runtimes = runtimes(graph);
    }

    private static List<QuantizerRuntime> runtimes(ComputationGraph graph) {
        return java.util.Arrays.stream(graph.getLayers())
                .filter(QuantizerRuntime.class::isInstance)
                .map(QuantizerRuntime.class::cast)
                .filter(runtime -> runtime.attached().isPresent())
                .toList();
    }

    /**
     * Before the first step.
     *
     * @param trained whether the network has weights and batch-norm statistics worth the name; those of random weights would
     *     be wrong by far, so such a network is looked at as training will see it
     */
    void first(boolean trained) {
        run(0, !trained);
    }

    /** After a delay: thresholds that are learned start from what activations have become; statistics have followed them. */
    void again(int epoch) {
        runtimes.stream().filter(this::learnsActivations).forEach(QuantizerRuntime::forgetCalibration);
        run(epoch, false);
    }

    private boolean learnsActivations(QuantizerRuntime runtime) {
        return runtime.attached()
                .filter(quantizer -> quantizer instanceof ActivationQuantizer
                        && quantizer.parameters().stream().anyMatch(QuantizerParameter::learned))
                .isPresent();
    }

    private void run(int epoch, boolean asInTraining) {
        int wanted = runtimes.stream()
                .mapToInt(
                        runtime -> runtime.attached().map(Calibration::batches).orElse(0))
                .max()
                .orElse(0);
        if (wanted == 0) {
            return;
        }
        runtimes.forEach(runtime -> runtime.phase(QuantizationPhase.CALIBRATE));
        Recipe recipe = plan.recipe();
        try (BatchStream batches =
                Batches.training(data, recipe.batchSize(), recipe.augmentation(), plan.seed(), epoch)) {
            int batch = 0;
            for (; batch < wanted && batches.hasNext(); batch++) {
                graph.output(asInTraining, batches.next().getFeatures());
            }
            observer.calibrated(runtimes.size(), batch);
        }
        runtimes.forEach(runtime -> runtime.phase(QuantizationPhase.QUANTIZE));
    }

    private static int batches(Quantizer quantizer) {
        return quantizer instanceof ActivationQuantizer activations
                ? activations.calibrationBatches()
                : Math.min(1, quantizer.parameters().size());
    }
}
