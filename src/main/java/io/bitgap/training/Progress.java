package io.bitgap.training;

import org.jspecify.annotations.Nullable;

/**
 * The position of a run in its training.
 *
 * @param epoch finished epochs
 * @param epochs epochs in all
 * @param step finished steps of the current epoch
 * @param steps steps an epoch
 * @param imagesPerSecond training throughput: now, smoothed; after the end the median over its epochs
 * @param etaSeconds estimated seconds left, evaluation included
 */
public record Progress(int epoch, int epochs, int step, int steps, double imagesPerSecond, double etaSeconds) {
    /** Seconds left, or null before a first step was timed: 0 would say that it is done. */
    public @Nullable Double secondsLeft() {
        return imagesPerSecond > 0 ? etaSeconds : null;
    }

    /** Share of the training that is done, 0..1. */
    public double share() {
        double current = steps > 0 ? (double) step / steps : 0;
        return epochs > 0 ? Math.min(1, (epoch + current) / epochs) : 0;
    }
}
