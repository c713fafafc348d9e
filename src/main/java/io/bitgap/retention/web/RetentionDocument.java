package io.bitgap.retention.web;

import io.bitgap.artifact.ArtifactEntry;
import io.bitgap.retention.RetentionPlan;
import io.bitgap.retention.RetentionPlan.Amount;
import io.bitgap.retention.RetentionPlan.MissingFile;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.RetainedCheckpoint;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What would be removed, what is kept and why, and where rows and files do not agree. Lists are cut at 500. */
@Schema(description = "What POST /retention would remove, what it keeps and why. Lists are cut at 500; totals are not")
record RetentionDocument(
        int olderThanDays,

        @Schema(description = "Whether a worker does it by itself")
        boolean automatic,

        @Schema(description = "The artifact store: a directory or an S3 bucket")
        String store,

        Frees frees,

        @Schema(description = "Checkpoints that would lose their files, oldest first")
        List<Losing> checkpoints,

        @Schema(description = "Files that no checkpoint names, largest first")
        List<ArtifactEntry> orphans,

        @Schema(
                description =
                        "What else no checkpoint needs, but is younger than an hour: it may be about to be recorded")
        Amount pending,

        List<Kept> kept,

        @Schema(description = "Files of checkpoints that the store does not have, or has in another size")
        List<Missing> missing,

        @Schema(description = "Why nothing would be removed", nullable = true) @Nullable
        String warning) {
    private static final int MAX_LISTED = 500;

    /** Bytes count once however many checkpoints share a file, and only where nothing that stays needs it. */
    record Frees(long bytes, long checkpoints, Amount files, Amount orphans) {}

    /** @param bytes of its files, shared ones included */
    record Losing(
            UUID id,
            UUID run,
            String experiment,
            int epoch,
            double top1,
            Instant createdAt,
            long bytes,
            List<String> files) {}

    record Kept(String reason, String sentence, long checkpoints, long bytes) {}

    /** @param storedBytes null when the file is not in the store */
    record Missing(
            UUID checkpoint,
            String file,
            String storageKey,
            long bytes,
            @Nullable Long storedBytes) {}

    static RetentionDocument of(int days, boolean automatic, String store, RetentionPlan plan) {
        Amount files = plan.fileAmount();
        Amount orphans = plan.orphanAmount();
        return new RetentionDocument(
                days,
                automatic,
                store,
                new Frees(files.bytes() + orphans.bytes(), plan.checkpoints().size(), files, orphans),
                plan.checkpoints().stream()
                        .limit(MAX_LISTED)
                        .map(RetentionDocument::losing)
                        .toList(),
                plan.orphans().stream()
                        .sorted(Comparator.comparing(ArtifactEntry::size)
                                .reversed()
                                .thenComparing(ArtifactEntry::key))
                        .limit(MAX_LISTED)
                        .toList(),
                plan.pending(),
                plan.kept().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> kept(entry.getKey(), entry.getValue()))
                        .toList(),
                plan.missing().stream()
                        .limit(MAX_LISTED)
                        .map(RetentionDocument::missing)
                        .toList(),
                plan.strange()
                        ? "No file in the store belongs to a checkpoint of this database; does BITGAP_ARTIFACTS point to"
                                + " the store of another installation?"
                        : null);
    }

    private static Losing losing(RetainedCheckpoint retained) {
        return new Losing(
                retained.checkpoint().id(),
                retained.checkpoint().runId(),
                retained.experiment(),
                retained.checkpoint().epoch(),
                retained.checkpoint().top1(),
                retained.checkpoint().createdAt(),
                retained.checkpoint().files().stream()
                        .mapToLong(CheckpointFile::size)
                        .sum(),
                retained.checkpoint().files().stream().map(CheckpointFile::name).toList());
    }

    private static Kept kept(RetainedCheckpoint.RetentionReason reason, Amount amount) {
        String word = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Kept(word, reason.sentence(), amount.count(), amount.bytes());
    }

    private static Missing missing(MissingFile missing) {
        CheckpointFile file = missing.file();
        return new Missing(
                missing.checkpoint(),
                file.name(),
                file.storageKey(),
                file.size(),
                missing.storedBytes() < 0 ? null : missing.storedBytes());
    }
}
