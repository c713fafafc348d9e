package io.bitgap.retention;

import io.bitgap.artifact.ArtifactEntry;
import io.bitgap.artifact.Artifacts;
import io.bitgap.retention.RetentionPlan.Amount;
import io.bitgap.retention.RetentionPlan.MissingFile;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.RetainedCheckpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares the files that checkpoints name with the files in the store. The checkpoints are read first: a file is stored
 * before its row.
 */
final class Inventory {
    /** Folder of the store; what else lies there is somebody else's. */
    private static final String FOLDER = "sha256";

    private static final Pattern OURS = Pattern.compile(FOLDER + "/[0-9a-f]{2}/[0-9a-f]{64}");

    private final List<RetainedCheckpoint> checkpoints;
    private final Instant youngest;
    private final Set<String> needed = new HashSet<>();
    private final Set<String> released = new HashSet<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private final List<ArtifactEntry> files = new ArrayList<>();
    private final List<ArtifactEntry> orphans = new ArrayList<>();
    private Amount pending = Amount.NOTHING;

    /** @param youngest files that were stored later are left alone */
    Inventory(List<RetainedCheckpoint> checkpoints, Instant youngest) {
        this.checkpoints = checkpoints;
        this.youngest = youngest;
        for (RetainedCheckpoint retained : checkpoints) {
            Set<String> keys = retained.kept() == null ? released : needed;
            retained.checkpoint().files().forEach(file -> keys.add(file.storageKey()));
        }
    }

    RetentionPlan take(Artifacts artifacts) {
        artifacts.list(FOLDER, this::sort);
        return new RetentionPlan(
                checkpoints.stream().filter(retained -> retained.kept() == null).toList(),
                files,
                orphans,
                pending,
                kept(),
                sizes.size(),
                missing());
    }

    private void sort(ArtifactEntry entry) {
        boolean released = this.released.contains(entry.key());
        boolean needed = this.needed.contains(entry.key());
        if (released || needed) {
            sizes.put(entry.key(), entry.size());
        }
        if (needed || !OURS.matcher(entry.key()).matches()) {
            return;
        }
        if (entry.storedAt().isAfter(youngest)) {
            pending = pending.and(1, entry.size());
        } else {
            (released ? files : orphans).add(entry);
        }
    }

    /** A file that several checkpoints share counts for the oldest of them. */
    private Map<RetainedCheckpoint.RetentionReason, Amount> kept() {
        Map<RetainedCheckpoint.RetentionReason, Amount> kept = new EnumMap<>(RetainedCheckpoint.RetentionReason.class);
        Set<String> counted = new HashSet<>();
        for (RetainedCheckpoint retained : checkpoints) {
            if (retained.kept() != null) {
                long bytes = retained.checkpoint().files().stream()
                        .filter(file -> counted.add(file.storageKey()))
                        .mapToLong(CheckpointFile::size)
                        .sum();
                kept.merge(retained.kept(), new Amount(1, bytes), (a, b) -> a.and(b.count(), b.bytes()));
            }
        }
        return kept;
    }

    private List<MissingFile> missing() {
        List<MissingFile> missing = new ArrayList<>();
        for (RetainedCheckpoint retained : checkpoints) {
            for (CheckpointFile file : retained.checkpoint().files()) {
                long stored = sizes.getOrDefault(file.storageKey(), -1L);
                if (stored != file.size()) {
                    missing.add(new MissingFile(retained.checkpoint().id(), file, stored));
                }
            }
        }
        return missing;
    }
}
