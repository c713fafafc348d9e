package io.bitgap.run.checkpoint;

import io.bitgap.training.Evaluation;
import io.bitgap.training.TestSplit;
import java.util.List;
import java.util.UUID;

/**
 * A checkpoint to be recorded; its files are stored already.
 *
 * @param epoch finished epochs
 * @param last whether training ended with it
 * @param test what came out on the test split
 * @param split the test split
 * @param manifest the manifest as JSON text
 */
public record NewCheckpoint(
        UUID id,
        int epoch,
        boolean last,
        Evaluation test,
        TestSplit split,
        String manifest,
        List<CheckpointFile> files) {}
