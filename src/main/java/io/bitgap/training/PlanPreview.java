package io.bitgap.training;

import java.util.List;

/**
 * What a plan would train.
 *
 * @param parameters trainable parameters of the network
 * @param sizeBytes weights in their bits plus everything else in fp32
 * @param trainingImages images that go through training steps, over all epochs
 * @param relativeCost cost of one image's step relative to ResNet-20 in fp32 on 32x32
 */
public record PlanPreview(
        List<PlannedLayer> layers, long parameters, long sizeBytes, long trainingImages, double relativeCost) {

    /**
     * @param trainingExamples size of the training split before the plan's limits
     * @param classes number of classes
     */
    public static PlanPreview of(TrainingPlan plan, int height, int width, int classes, int trainingExamples) {
        throw new UnsupportedOperationException("not built yet");
    }
}
