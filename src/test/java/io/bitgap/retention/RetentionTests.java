package io.bitgap.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.TestDatabase;
import io.bitgap.account.SignedIn;
import io.bitgap.artifact.ArtifactEntry;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.ArtifactsIn;
import io.bitgap.artifact.S3Server;
import io.bitgap.artifact.StoredArtifact;
import io.bitgap.database.BackupLocks;
import io.bitgap.problem.Problem;
import io.bitgap.retention.RetentionPlan.Amount;
import io.bitgap.run.checkpoint.CheckpointRetention;
import io.bitgap.run.checkpoint.CheckpointRetentionOn;
import io.bitgap.run.checkpoint.RetainedCheckpoint.RetentionReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** On a real database and real files. Two hours after everything was stored, so that no file is too young. */
class RetentionTests {
    private static final Instant NOW = Instant.now().plus(Duration.ofHours(2));
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(30));
    private static final int WEEK = 7;
    private static JdbcClient jdbc;

    private static final DataSource SOURCE = TestDatabase.source();

    @TempDir
    Path root;

    private Artifacts artifacts;
    private CheckpointRetention checkpoints;
    private Retention retention;
    private StoredCheckpoints rows;

    @BeforeAll
    static void migrate() {
        jdbc = JdbcClient.create(SOURCE);
    }

    @BeforeEach
    void nothingIsStored() {
        jdbc.sql("truncate checkpoint_file, checkpoint, attempt, run, experiment cascade")
                .update();
        artifacts = ArtifactsIn.directory(root);
        checkpoints = CheckpointRetentionOn.database(jdbc, Clock.fixed(NOW, ZoneOffset.UTC));
        retention = retention(artifacts);
        rows = new StoredCheckpoints(jdbc);
    }

    @Test
    void theLastTheBestAndThoseThatOthersStartedFromKeepTheirFiles() {
        UUID run = rows.run("COMPLETED");
        UUID first = rows.checkpoint(run, 1, 0.1, LONG_AGO, file("1"));
        UUID second = rows.checkpoint(run, 2, 0.2, LONG_AGO, file("22"));
        UUID best = rows.checkpoint(run, 3, 0.9, LONG_AGO, file("333"));
        UUID fourth = rows.checkpoint(run, 4, 0.4, LONG_AGO, file("4444"), file("44444444"));
        UUID last = rows.checkpoint(run, 5, 0.5, LONG_AGO, file("55555"));
        UUID child = rows.run("COMPLETED");
        rows.checkpoint(child, 1, 0.8, LONG_AGO, second, List.of(file("child")));

        RetentionPlan plan = retention.plan(WEEK);

        assertThat(plan.checkpoints())
                .extracting(retained -> retained.checkpoint().id())
                .containsExactlyInAnyOrder(first, fourth);
        assertThat(plan.fileAmount()).isEqualTo(new Amount(3, 1 + 4 + 8));
        assertThat(plan.orphans()).isEmpty();
        assertThat(plan.missing()).isEmpty();
        assertThat(plan.kept())
                .isEqualTo(Map.of(
                        RetentionReason.LAST, new Amount(2, 5 + 5),
                        RetentionReason.BEST, new Amount(1, 3),
                        RetentionReason.STARTED_FROM, new Amount(1, 2)));
        assertThat(rows.filesRemovedAt(first)).as("a dry run changes nothing").isNull();
        assertThat(stored()).hasSize(7);

        Retention.Removal removal = retention.apply(WEEK);

        assertThat(removal).isEqualTo(new Retention.Removal(2, plan.fileAmount(), Amount.NOTHING));
        assertThat(stored()).isEqualTo(checkpoints.storageKeys()).hasSize(4);
        assertThat(rows.filesRemovedAt(first)).isNotNull();
        assertThat(rows.filesRemovedAt(fourth)).isNotNull();
        assertThat(List.of(second, best, last))
                .allSatisfy(kept -> assertThat(rows.filesRemovedAt(kept)).isNull());
        assertThat(retention.apply(WEEK)).isEqualTo(new Retention.Removal(0, Amount.NOTHING, Amount.NOTHING));
    }

    @Test
    void ofEquallyGoodCheckpointsTheLaterOneIsTheBest() {
        UUID run = rows.run("FAILED");
        UUID first = rows.checkpoint(run, 1, 0.5, LONG_AGO, file("1"));
        rows.checkpoint(run, 2, 0.5, LONG_AGO, file("2"));

        assertThat(retention.plan(WEEK).checkpoints())
                .extracting(retained -> retained.checkpoint().id())
                .containsExactly(first);
    }

    @Test
    void aRunThatIsNotFinishedKeepsEverything() {
        for (String state : new String[] {"QUEUED", "STARTING", "RUNNING", "PAUSED"}) {
            UUID run = rows.run(state);
            rows.checkpoint(run, 1, 0.1, LONG_AGO, file(state + 1));
            rows.checkpoint(run, 2, 0.2, LONG_AGO, file(state + 2));
        }

        assertThat(retention.plan(0).checkpoints()).isEmpty();
        assertThat(retention.plan(0).kept()).containsOnlyKeys(RetentionReason.UNFINISHED);
    }

    @Test
    void ageIsCountedInTheDaysThatAreAskedFor() {
        UUID run = rows.run("COMPLETED");
        UUID old = rows.checkpoint(run, 1, 0.1, NOW.minus(Duration.ofDays(8)), file("1"));
        UUID young = rows.checkpoint(run, 2, 0.2, NOW.minus(Duration.ofDays(6)), file("2"));
        rows.checkpoint(run, 3, 0.3, NOW.minus(Duration.ofDays(6)), file("3"));

        assertThat(retention.plan(9).checkpoints()).isEmpty();
        assertThat(retention.plan(7).checkpoints())
                .extracting(retained -> retained.checkpoint().id())
                .containsExactly(old);
        assertThat(retention.plan(0).checkpoints())
                .extracting(retained -> retained.checkpoint().id())
                .containsExactly(old, young);
    }

    @Test
    void aFileThatOthersNeedStaysAndOneThatTwoLoseIsFreedOnce() {
        StoredArtifact shared = file("shared with the last");
        StoredArtifact doomed = file("of two that go");
        UUID run = rows.run("COMPLETED");
        rows.checkpoint(run, 1, 0.1, LONG_AGO, shared, doomed);
        rows.checkpoint(run, 2, 0.1, LONG_AGO, shared, doomed);
        rows.checkpoint(run, 3, 0.3, LONG_AGO, shared);

        assertThat(retention.plan(WEEK).fileAmount()).isEqualTo(new Amount(1, doomed.size()));
        assertThat(retention.apply(WEEK).files()).isEqualTo(new Amount(1, doomed.size()));
        assertThat(stored()).containsExactly(shared.key());
    }

    @Test
    void filesWithoutARowGoWhenNobodyCanBeAboutToRecordThem() throws IOException {
        keepOne();
        StoredArtifact orphan = file("saved, never reported");
        StoredArtifact justSaved = file("about to be reported");
        stamp(justSaved.key(), NOW.minus(Duration.ofMinutes(59)));
        Files.writeString(root.resolve("README"), "somebody's");
        Path theirs = Files.createDirectories(root.resolve("sha256/notes")).resolve("todo.txt");
        Files.writeString(theirs, "somebody's");

        RetentionPlan plan = retention.plan(WEEK);

        assertThat(plan.orphans()).extracting(ArtifactEntry::key).containsExactly(orphan.key());
        assertThat(plan.pending()).isEqualTo(new Amount(1, justSaved.size()));
        assertThat(retention.apply(WEEK).orphans()).isEqualTo(new Amount(1, orphan.size()));
        assertThat(artifacts.find(justSaved.key())).isPresent();
        assertThat(theirs).exists();
    }

    @Test
    void aCrashBetweenMarkingAndDeletingLeavesFilesWithoutRowsNeverRowsWithoutFiles() {
        UUID run = rows.run("COMPLETED");
        for (int epoch = 1; epoch <= 5; epoch++) {
            rows.checkpoint(run, epoch, epoch / 10.0, LONG_AGO, file("epoch " + epoch));
        }
        Set<String> deleted = new HashSet<>();
        Retention crashing = retention(new DisturbedArtifacts(artifacts, key -> {}, key -> {
            if (!deleted.add(key) || deleted.size() > 2) {
                throw new IllegalStateException("killed");
            }
        }));

        int written = removals();
        assertThatThrownBy(() -> crashing.apply(WEEK)).hasMessage("killed");
        assertThat(removals()).as("what is going to be removed").isEqualTo(written + 1);

        assertThat(stored()).hasSize(3).containsAll(checkpoints.storageKeys());
        RetentionPlan after = retention.plan(WEEK);
        assertThat(after.missing()).isEmpty();
        assertThat(after.orphans()).hasSize(2);
        retention.apply(WEEK);
        assertThat(stored()).isEqualTo(checkpoints.storageKeys()).hasSize(1);
    }

    @Test
    void whatARunStoresAgainWhileItIsBeingRemovedStays() {
        keepOne();
        StoredArtifact orphan = file("left by an attempt that was cut off");
        Retention meanwhile =
                retention(new DisturbedArtifacts(artifacts, key -> stamp(key, NOW.minusSeconds(1)), key -> {}));

        assertThat(meanwhile.apply(WEEK).orphans()).isEqualTo(Amount.NOTHING);
        assertThat(artifacts.find(orphan.key())).isPresent();
    }

    @Test
    void rowsWhoseFilesAreMissingOrCutOffAreReported() throws IOException {
        UUID run = rows.run("COMPLETED");
        StoredArtifact whole = file("whole");
        StoredArtifact missing = file("missing");
        StoredArtifact cut = file("cut off");
        UUID checkpoint = rows.checkpoint(run, 1, 0.1, LONG_AGO, whole, missing, cut);
        Files.delete(root.resolve(missing.key()));
        Files.writeString(root.resolve(cut.key()), "cut");

        List<RetentionPlan.MissingFile> found = retention.plan(WEEK).missing();

        assertThat(found).extracting(RetentionPlan.MissingFile::checkpoint).containsOnly(checkpoint);
        assertThat(found).extracting(file -> file.file().storageKey()).containsExactly(missing.key(), cut.key());
        assertThat(found).extracting(RetentionPlan.MissingFile::storedBytes).containsExactly(-1L, 3L);
    }

    @Test
    void theStoreOfAnotherInstallationIsNotEmptied() {
        StoredArtifact theirs = file("of another database");
        UUID run = rows.run("COMPLETED");
        rows.checkpoint(run, 1, 0.1, LONG_AGO, new StoredArtifact("sha256/aa/" + "a".repeat(64), 3, "a".repeat(64)));

        assertThatThrownBy(() -> retention.apply(WEEK))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("artifact-store-strange"))
                .hasMessageContaining(root.toString())
                .hasMessageContaining("Nothing was removed");
        assertThat(artifacts.find(theirs.key())).isPresent();
    }

    @Test
    void aBucketIsFreedAsADirectoryIs() {
        try (S3Server server = S3Server.start(root)) {
            artifacts = ArtifactsIn.bucket(server, "models");
            retention = retention(artifacts);
            UUID run = rows.run("COMPLETED");
            StoredArtifact old = file("old");
            StoredArtifact last = file("last");
            rows.checkpoint(run, 1, 0.1, LONG_AGO, old);
            rows.checkpoint(run, 2, 0.2, LONG_AGO, last);
            StoredArtifact orphan = file("orphan");

            RetentionPlan plan = retention.plan(WEEK);
            assertThat(plan.missing()).isEmpty();
            assertThat(plan.fileAmount()).isEqualTo(new Amount(1, old.size()));
            assertThat(plan.orphanAmount()).isEqualTo(new Amount(1, orphan.size()));

            assertThat(retention.apply(WEEK))
                    .isEqualTo(new Retention.Removal(1, plan.fileAmount(), plan.orphanAmount()));
            assertThat(stored()).containsExactly(last.key());
        }
    }

    private int removals() {
        return jdbc.sql("select count(*) from audit_entry where action = 'remove-old-files'")
                .query(Integer.class)
                .single();
    }

    private void keepOne() {
        rows.checkpoint(rows.run("COMPLETED"), 1, 0.5, LONG_AGO, file("kept"));
    }

    private Retention retention(Artifacts store) {
        return new Retention(
                checkpoints,
                store,
                BackupLocks.of(SOURCE),
                SignedIn.audit(jdbc),
                new TransactionTemplate(new JdbcTransactionManager(SOURCE)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private StoredArtifact file(String content) {
        return artifacts.put(out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private void stamp(String key, Instant time) {
        try {
            Files.setLastModifiedTime(root.resolve(key), FileTime.from(time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> stored() {
        Set<String> keys = new HashSet<>();
        artifacts.list("sha256", entry -> keys.add(entry.key()));
        return keys;
    }
}
