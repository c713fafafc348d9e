package io.bitgap.training;

/**
 * The result of an epoch.
 *
 * @param epoch finished epochs, from 1
 * @param trainLoss mean cross-entropy over the epoch's steps
 * @param trainTop1 share of right answers over the epoch's (augmented) training images
 * @param testLoss mean cross-entropy over the test split
 * @param testTop1 share of right answers over the test split, 0..1
 */
public record EpochResult(int epoch, double trainLoss, double trainTop1, double testLoss, double testTop1) {}
