package io.bitgap.training;

/**
 * One measured value of a run. The triple (run, name, step) is unique: measuring again after a resume overwrites.
 *
 * @param name {@code train/loss}, {@code train/top1}, {@code train/learning-rate}, means over a twentieth of an epoch;
 *     {@link #EPOCH_LOSS}, {@link #EPOCH_TOP1}, {@link #TRAINING_SPEED}, {@code test/loss}, {@code test/top1},
 *     {@code test/top5}, {@code validation/loss}, {@code validation/top1}, {@code quantizer/<layer>/<parameter>}
 * @param step training steps done since the run began
 * @param epoch epochs begun, fractional: step / steps an epoch
 * @param value finite number
 */
public record MetricPoint(String name, long step, double epoch, double value) {
    /** The mean over all training images of an epoch, each before the step that it was part of. */
    public static final String EPOCH_LOSS = "train/epoch-loss";

    /** As {@link #EPOCH_LOSS}. */
    public static final String EPOCH_TOP1 = "train/epoch-top1";

    /** On the test split after the last epoch, before batch norm was estimated anew; {@code test/top1} is what came out after it. */
    public static final String TOP1_BEFORE_REESTIMATION = "test/top1-before-reestimation";

    /** As {@link #TOP1_BEFORE_REESTIMATION}. */
    public static final String LOSS_BEFORE_REESTIMATION = "test/loss-before-reestimation";

    /** Images a second while an epoch trained, by its median step: waiting for the batch is in it, evaluation is not. */
    public static final String TRAINING_SPEED = "train/images-per-second";
}
