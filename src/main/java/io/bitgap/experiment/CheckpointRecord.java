package io.bitgap.experiment;

import java.util.List;
import java.util.UUID;

/**
 * A checkpoint as it was recorded.
 *
 * @param epoch finished epochs
 * @param manifest the manifest as JSON text
 */
public record CheckpointRecord(UUID id, UUID runId, int epoch, String manifest, List<CheckpointFile> files) {
    public CheckpointRecord {
        files = List.copyOf(files);
    }
}
