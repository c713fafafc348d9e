package io.bitgap.retention;

import io.bitgap.artifact.ArtifactEntry;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.RetainedCheckpoint;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The content of a store, and which of it can be removed.
 *
 * @param checkpoints that would lose their files, oldest first
 * @param files their files that nothing else needs
 * @param orphans files that no checkpoint names: of attempts that were cut off, or of a removal that was
 * @param pending what other files no checkpoint that stays names are too young for it: one may be about to be recorded
 * @param kept checkpoints that keep their files, by reason
 * @param found files of checkpoints that are in the store
 * @param missing files of checkpoints that are not in the store, or have another size there
 */
public record RetentionPlan(
        List<RetainedCheckpoint> checkpoints,
        List<ArtifactEntry> files,
        List<ArtifactEntry> orphans,
        Amount pending,
        Map<RetainedCheckpoint.RetentionReason, Amount> kept,
        long found,
        List<MissingFile> missing) {

    public RetentionPlan {
        checkpoints = List.copyOf(checkpoints);
        files = List.copyOf(files);
        orphans = List.copyOf(orphans);
        kept = Map.copyOf(kept);
        missing = List.copyOf(missing);
    }

    /** How many, and their bytes. */
    public record Amount(long count, long bytes) {
        static final Amount NOTHING = new Amount(0, 0);

        Amount and(long more, long theirBytes) {
            return new Amount(count + more, bytes + theirBytes);
        }

        static Amount of(List<ArtifactEntry> entries) {
            return new Amount(
                    entries.size(),
                    entries.stream().mapToLong(ArtifactEntry::size).sum());
        }
    }

    /** @param storedBytes of the file in the store; -1 when it is not there */
    public record MissingFile(UUID checkpoint, CheckpointFile file, long storedBytes) {}

    public Amount fileAmount() {
        return Amount.of(files);
    }

    public Amount orphanAmount() {
        return Amount.of(orphans);
    }

    /** Whether it looks as if the store were another database's: files, and none of them known here. */
    public boolean strange() {
        return found == 0 && !orphans.isEmpty();
    }
}
