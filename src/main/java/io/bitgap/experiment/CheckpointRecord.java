package io.bitgap.experiment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as it was recorded.
 *
 * @param epoch finished epochs
 * @param manifest the manifest as JSON text
 * @param filesRemovedAt when its files were removed to free space; null while they are stored
 * @param files as they were saved, whether they are still stored or not
 */
public record CheckpointRecord(
        UUID id,
        UUID runId,
        int epoch,
        String manifest,
        @Nullable Instant filesRemovedAt,
        List<CheckpointFile> files) {
    public CheckpointRecord {
        files = List.copyOf(files);
    }
}
