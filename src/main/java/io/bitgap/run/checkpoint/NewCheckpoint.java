package io.bitgap.run.checkpoint;

import java.util.List;
import java.util.UUID;

/**
 * A checkpoint to be recorded; its files are stored already.
 *
 * @param epoch finished epochs
 * @param last whether training ended with it
 * @param manifest the manifest as JSON text
 */
public record NewCheckpoint(
        UUID id, int epoch, boolean last, double top1, double loss, String manifest, List<CheckpointFile> files) {}
