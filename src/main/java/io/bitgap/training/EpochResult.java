package io.bitgap.training;

import java.util.List;

/**
 * The result of an epoch.
 *
 * @param epoch finished epochs, from 1
 * @param trainLoss mean cross-entropy over the epoch's steps
 * @param trainTop1 share of right answers over the epoch's (augmented) training images
 * @param testLoss mean cross-entropy over the test split
 * @param testTop1 share of right answers over the test split, 0..1
 * @param warnings what makes the result worth nothing; empty for a network that has learned something
 */
public record EpochResult(
        int epoch, double trainLoss, double trainTop1, double testLoss, double testTop1, List<ResultWarning> warnings) {
    public EpochResult {
        warnings = List.copyOf(warnings);
    }
}
