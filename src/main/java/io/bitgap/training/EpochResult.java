package io.bitgap.training;

import java.util.List;

/**
 * The result of an epoch.
 *
 * @param epoch finished epochs, from 1
 * @param trainLoss mean cross-entropy over the epoch's steps
 * @param trainTop1 share of right answers over the epoch's (augmented) training images
 * @param test what came out on the test split
 * @param warnings what makes the result worth nothing; empty for a network that has learned something
 */
public record EpochResult(
        int epoch, double trainLoss, double trainTop1, Evaluation test, List<ResultWarning> warnings) {
    public EpochResult {
        warnings = List.copyOf(warnings);
    }

    /** Mean cross-entropy over the test split. */
    public double testLoss() {
        return test.loss();
    }

    /** Share of right answers over the test split, 0..1. */
    public double testTop1() {
        return test.top1();
    }
}
