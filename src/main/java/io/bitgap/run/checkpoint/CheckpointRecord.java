package io.bitgap.run.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as it was recorded, without its manifest, of which a page of runs would have megabytes.
 *
 * @param epoch finished epochs
 * @param last whether training ended with it
 * @param filesRemovedAt when its files were removed to free space; null while they are stored
 * @param files as they were saved, whether they are still stored or not
 */
public record CheckpointRecord(
        UUID id,
        UUID runId,
        int epoch,
        boolean last,
        double top1,
        @Nullable Double validationTop1,
        double loss,
        Instant createdAt,
        @Nullable Instant filesRemovedAt,
        List<CheckpointFile> files) {
    public CheckpointRecord {
        files = List.copyOf(files);
    }

    CheckpointRecord with(List<CheckpointFile> stored) {
        return new CheckpointRecord(
                id, runId, epoch, last, top1, validationTop1, loss, createdAt, filesRemovedAt, stored);
    }

    /** @param name as in the API, e.g. {@code model.zip} */
    public Optional<CheckpointFile> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }
}
