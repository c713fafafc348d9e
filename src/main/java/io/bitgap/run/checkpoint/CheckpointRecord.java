package io.bitgap.run.checkpoint;

import io.bitgap.run.RunLayer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /** Its quantizers, layer by layer, as they stood when it was saved. */
    public List<RunLayer> layers() {
        JsonNode quantizers = JsonMapper.shared().readTree(manifest).path("quantizers");
        return quantizers.isArray() ? RunLayer.of(epoch, quantizers.toString()) : List.of();
    }
}
