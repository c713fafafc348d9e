package io.bitgap.run.checkpoint;

import io.bitgap.training.Accuracy;
import io.bitgap.training.Evaluation;
import io.bitgap.training.TestSplit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint to be recorded; its files are stored already.
 *
 * @param epoch finished epochs
 * @param last whether training ended with it
 * @param test what came out on the test split
 * @param validation on the images held out for it; null where there are none
 * @param split the test split
 * @param manifest the manifest as JSON text
 */
public record NewCheckpoint(
        UUID id,
        int epoch,
        boolean last,
        Evaluation test,
        @Nullable Accuracy validation,
        TestSplit split,
        String manifest,
        List<CheckpointFile> files) {}
