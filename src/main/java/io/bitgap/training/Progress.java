package io.bitgap.training;

/**
 * Where a run is.
 *
 * @param epoch finished epochs
 * @param epochs epochs in all
 * @param step finished steps of the current epoch
 * @param steps steps an epoch
 * @param imagesPerSecond training throughput, smoothed
 * @param etaSeconds estimated seconds left, evaluation included
 */
public record Progress(int epoch, int epochs, int step, int steps, double imagesPerSecond, double etaSeconds) {}
