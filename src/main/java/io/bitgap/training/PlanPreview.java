package io.bitgap.training;

import io.bitgap.graph.AttachedLayer;
import io.bitgap.graph.Attachment;
import io.bitgap.network.ImageShape;
import java.util.List;

/**
 * What a plan would train.
 *
 * @param layers the layers with weights
 * @param dryRun every layer, addition and whatever else there is, and why it is not quantized
 * @param parameters trainable parameters of the network, without the running statistics of batch norm
 * @param sizeBytes weights in their bits plus everything else in fp32
 * @param trainingImages images that go through training steps, over all epochs
 * @param relativeCost cost of one image's step relative to ResNet-20 in fp32 on 32x32
 */
public record PlanPreview(
        List<PlannedLayer> layers,
        List<PlannedLayer> dryRun,
        long parameters,
        long sizeBytes,
        long trainingImages,
        double relativeCost) {
    /** Multiply-accumulates of ResNet-20 on a 32x32 image. */
    private static final double REFERENCE = 41.1e6;

    private static final double QUANTIZATION = 1.2;

    /**
     * @param trainingExamples size of the training split before the plan's limits
     * @param classes number of classes
     */
    public static PlanPreview of(TrainingPlan plan, int height, int width, int classes, int trainingExamples) {
        int limit = plan.limits().trainExamples();
        long examples = limit > 0 ? Math.min(limit, trainingExamples) : trainingExamples;
        ImageShape images = new ImageShape(height, width, 3);
        Attachment attachment = PlannedNetwork.of(plan, images, classes, 1);
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
        double cost = NetworkCost.multiplyAccumulates(attachment.configuration(), images) / REFERENCE;
        return new PlanPreview(
                layers,
                dryRun,
                parameters,
                (long) Math.ceil(packedBits / 8) + 4 * (stored - weights),
                examples * plan.recipe().epochs(),
                plan.method() == null ? cost : cost * QUANTIZATION);
    }
}
