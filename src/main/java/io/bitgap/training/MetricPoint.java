package io.bitgap.training;

/**
 * One measured value of a run. The triple (run, name, step) is unique: measuring again after a resume overwrites.
 *
 * @param name {@code train/loss}, {@code train/top1}, {@code train/learning-rate},
 *     {@link #TRAINING_SPEED}, {@code test/loss}, {@code test/top1},
 *     {@code quantizer/<layer>/<parameter>}
 * @param step training steps done since the run began
 * @param epoch epochs begun, fractional: step / steps an epoch
 * @param value finite number
 */
public record MetricPoint(String name, long step, double epoch, double value) {
    /** Images a second while an epoch trained, by its median step: waiting for the batch is in it, evaluation is not. */
    public static final String TRAINING_SPEED = "train/images-per-second";
}
