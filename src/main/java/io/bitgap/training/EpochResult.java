package io.bitgap.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an epoch that was evaluated.
 *
 * @param epoch finished epochs, from 1
 * @param train over the epoch's steps, on images and targets as they were trained on: augmented, mixed, smoothed
 * @param test what came out on the test split
 * @param validation on the images held out for it; null where there are none
 * @param warnings what makes the result worth nothing; empty for a network that has learned something
 */
public record EpochResult(
        int epoch,
        Accuracy train,
        Evaluation test,
        @Nullable Accuracy validation,
        List<ResultWarning> warnings) {
    public EpochResult {
        warnings = List.copyOf(warnings);
    }
}
