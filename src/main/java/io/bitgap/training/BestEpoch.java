package io.bitgap.training;

/**
 * The first of a run's epochs that none has been better than on the validation images.
 *
 * @param top1 on these, 0..1
 */
public record BestEpoch(int epoch, double top1) {}
