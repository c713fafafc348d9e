package io.bitgap.training;

import io.bitgap.graph.AttachedLayer;
import io.bitgap.graph.Attachment;
import java.util.List;

/**
 * The layers and the cost of a plan.
 *
 * @param layers the layers with weights
 * @param dryRun every layer, addition and whatever else there is, and why it is not quantized
 * @param replacements where another quantizer stands in for the method's
 * @param parameters trainable parameters of the network, without the running statistics of batch norm
 * @param sizeBytes weights in their bits plus everything else in fp32
 * @param memory what a worker needs to train it
 */
public record PlanPreview(
        List<PlannedLayer> layers,
        List<PlannedLayer> dryRun,
        List<Replacement> replacements,
        long parameters,
        long sizeBytes,
        MemoryNeed memory) {

    public static PlanPreview of(TrainingPlan plan) {
        Attachment attachment = PlannedNetwork.of(plan);
        List<PlannedLayer> dryRun =
                attachment.layers().stream().map(PlannedLayer::of).toList();
        List<PlannedLayer> layers = attachment.layers().stream()
                .filter(AttachedLayer::hasWeights)
                .map(PlannedLayer::of)
                .toList();
        long parameters = NetworkCost.trainableParameters(attachment.configuration());
        long stored = NetworkCost.storedParameters(attachment.configuration());
        long weights = layers.stream().mapToLong(PlannedLayer::parameters).sum();
        double packedBits = layers.stream()
                .mapToDouble(l -> (double) l.parameters() * l.weightBits())
                .sum();
        return new PlanPreview(
                layers,
                dryRun,
                Replacement.of(
                        attachment.layers(),
                        plan,
                        PlannedNetwork.images(plan),
                        plan.images().classes()),
                parameters,
                (long) Math.ceil(packedBits / 8) + 4 * (stored - weights),
                MemoryNeed.of(plan, attachment.configuration()));
    }
}
