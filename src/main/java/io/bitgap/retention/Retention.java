package io.bitgap.retention;

import io.bitgap.account.Action;
import io.bitgap.account.Audit;
import io.bitgap.account.AuditAction;
import io.bitgap.account.Requires;
import io.bitgap.artifact.ArtifactEntry;
import io.bitgap.artifact.Artifacts;
import io.bitgap.database.BackupLock;
import io.bitgap.problem.Problem;
import io.bitgap.retention.RetentionPlan.Amount;
import io.bitgap.run.checkpoint.CheckpointRetention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes the files of old checkpoints. Of a finished run the last, the best and those that other runs started from keep their
 * files; the others lose them when they are old enough, and keep their rows.
 *
 * <p>Rows are marked first, then files go that no row names. A crash in between leaves files without a row, which the next
 * time takes away, never rows whose files are gone.
 */
@Component
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Longer than it takes from storing a checkpoint's first file to recording it. */
    static final Duration GRACE = Duration.ofHours(1);

    private final CheckpointRetention checkpoints;
    private final Artifacts artifacts;
    private final BackupLock backups;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    Retention(
            CheckpointRetention checkpoints,
            Artifacts artifacts,
            BackupLock backups,
            Audit audit,
            TransactionOperations transactions,
            Clock clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.checkpoints = checkpoints;
        this.artifacts = artifacts;
        this.backups = backups;
        this.clock = clock;
    }

    /**
     * @param checkpoints that lost their files
     * @param files of them that were deleted
     * @param orphans that were deleted
     */
    public record Removal(long checkpoints, Amount files, Amount orphans) {}

    /** Changes nothing. */
    @Requires(Action.REMOVE_OLD_FILES)
    public RetentionPlan plan(int days) {
        return plan(days, clock.instant());
    }

    /** Does what {@link #plan} says, as far as it still holds. Not while a backup is made, which needs the files of its rows. */
    @Requires(Action.REMOVE_OLD_FILES)
    public Removal apply(int days) {
        return backups.delete(() -> remove(days))
                .orElseThrow(
                        () -> new Problem(
                                Problem.Kind.CONFLICT,
                                "backup-running",
                                "A backup is being made, and its files must stay until it is finished: try again then. Nothing was removed."));
    }

    private Removal remove(int days) {
        Instant now = clock.instant();
        RetentionPlan plan = plan(days, now);
        if (plan.strange()) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "artifact-store-strange",
                    "None of the " + plan.orphans().size() + " files in the artifact store " + artifacts.location()
                            + " belongs to a checkpoint of this database. Does BITGAP_ARTIFACTS point to the store of"
                            + " another installation? Nothing was removed.");
        }
        List<UUID> old = plan.checkpoints().stream()
                .map(retained -> retained.checkpoint().id())
                .toList();
        int marked = mark(old, days, now, plan);
        Set<String> needed = checkpoints.storageKeys();
        var removal = new Removal(marked, delete(plan.files(), needed, now), delete(plan.orphans(), needed, now));
        LOG.info(
                "Retention of {} days: {} checkpoints lost {} files ({} bytes), and {} files ({} bytes) without a"
                        + " checkpoint are gone",
                days,
                removal.checkpoints(),
                removal.files().count(),
                removal.files().bytes(),
                removal.orphans().count(),
                removal.orphans().bytes());
        return removal;
    }

    /** What is going to be removed is written down first: files cannot be removed in the transaction that tells of it. */
    private int mark(List<UUID> old, int days, Instant now, RetentionPlan plan) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            int marked = checkpoints.removeFiles(old, limit(days, now)).size();
            if (marked > 0 || !plan.files().isEmpty() || !plan.orphans().isEmpty()) {
                audit.record(
                        AuditAction.REMOVE_OLD_FILES,
                        days + " days",
                        null,
                        Map.of(
                                "checkpoints", marked,
                                "files", plan.files().size(),
                                "orphans", plan.orphans().size()));
            }
            return marked;
        }));
    }

    /** Where it frees space, for people. */
    public String store() {
        return artifacts.location();
    }

    private RetentionPlan plan(int days, Instant now) {
        return new Inventory(checkpoints.all(limit(days, now)), now.minus(GRACE)).take(artifacts);
    }

    private static Instant limit(int days, Instant now) {
        return now.minus(Duration.ofDays(days));
    }

    private Amount delete(List<ArtifactEntry> entries, Set<String> needed, Instant now) {
        Amount deleted = Amount.NOTHING;
        for (ArtifactEntry entry : entries) {
            // what a run has stored again in the meantime is young, and about to be recorded
            if (!needed.contains(entry.key()) && stillOld(entry, now)) {
                artifacts.delete(entry.key());
                deleted = deleted.and(1, entry.size());
            }
        }
        return deleted;
    }

    private boolean stillOld(ArtifactEntry entry, Instant now) {
        return artifacts.find(entry.key()).stream()
                .anyMatch(found -> !found.storedAt().isAfter(now.minus(GRACE)));
    }
}
