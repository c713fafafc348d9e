package io.bitgap.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.TestDatabase;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.ArtifactsIn;
import io.bitgap.artifact.StoredArtifact;
import io.bitgap.database.BackupLock;
import io.bitgap.database.BackupLocks;
import io.bitgap.retention.StoredCheckpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Commands on real databases and files, as the program runs them. */
class BackupTests {
    @TempDir
    Path folder;

    private final String url = TestDatabase.migrated();
    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.source(url));
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path data;
    private Artifacts artifacts;
    private StoredArtifact file;
    private UUID checkpoint;

    @BeforeEach
    void aRunWithACheckpointAndADataSet() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        artifacts = ArtifactsIn.directory(data.resolve("artifacts"));
        file = artifacts.put(out -> out.write(new byte[100_000]));
        StoredCheckpoints rows = new StoredCheckpoints(jdbc);
        checkpoint = rows.checkpoint(rows.run("COMPLETED"), 1, 0.5, Instant.now(), file);
        jdbc.sql("""
                        insert into published (collection, dataset, network, method, weight_bits, activation_bits, top1, kind, source,
                          note, added_by)
                        values ('own', 'cifar10', 'resnet20', 'qil', 4, 4, 0.9, 'paper', 'tab\there', E'two\\nlines \\\\N é', 'test')
                        """).update();
        Path images = Files.createDirectories(data.resolve("datasets/mine"));
        Files.writeString(images.resolve("labels.txt"), "red");
    }

    @Test
    void everythingIsRestoredAsItWasWithoutWhatCameLater() throws Exception {
        List<Map<String, Object>> before = content(jdbc);
        Path backup = folder.resolve("backup.zip");
        assertThat(run(url, data, "backup", backup.toString()))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        jdbc.sql("delete from published").update();

        String empty = TestDatabase.empty();
        Path other = folder.resolve("other");
        assertThat(run(ownedByNoSuperuser(empty), other, "restore", backup.toString()))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();

        JdbcClient restored = JdbcClient.create(TestDatabase.source(empty));
        assertThat(count(restored, "pg_class where relforcerowsecurity"))
                .isEqualTo(count(jdbc, "pg_class where relforcerowsecurity"))
                .isPositive();
        assertThat(content(restored)).isEqualTo(before);
        assertThat(ArtifactsIn.directory(other.resolve("artifacts")).examine(file.key()))
                .isEqualTo(file);
        assertThat(other.resolve("datasets/mine/labels.txt")).hasContent("red");
        // sequences go on behind the last value, and foreign keys and triggers are there again
        restored.sql(
                        "insert into published (collection, dataset, network, method, weight_bits, activation_bits, top1, kind,"
                                + " source, added_by) values ('own', 'd', 'n', 'm', 4, 4, 0.9, 'paper', 's', 'test')")
                .update();
        assertThat(count(restored, "pg_constraint where contype = 'f'"))
                .isEqualTo(count(jdbc, "pg_constraint where contype = 'f'"));
        assertThat(count(restored, "pg_trigger where tgenabled = 'D'")).isZero();
    }

    private static String ownedByNoSuperuser(String database) {
        JdbcClient superuser = JdbcClient.create(TestDatabase.source(database));
        superuser.sql("create role plain_owner login nosuperuser").update();
        superuser.sql("alter schema public owner to plain_owner").update();
        return database.replace("user=postgres", "user=plain_owner");
    }

    @Test
    void aBackupIsRestoredOnlyWhereNothingIs() throws Exception {
        Path backup = folder.resolve("backup.zip");
        run(url, data, "backup", backup.toString());
        assertThat(run(TestDatabase.asOwner(url), folder.resolve("other"), "restore", backup.toString()))
                .isOne();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("The database has tables already", "nothing was changed");
        String empty = TestDatabase.empty();
        assertThat(run(empty, data, "restore", backup.toString())).isOne();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("has files already");
        assertThat(new Catalog(TestDatabase.source(empty).getConnection()).isEmpty())
                .isTrue();
        assertThat(run(url, data, "backup", backup.toString())).isOne();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("is there already");
        Path used = Files.createDirectories(folder.resolve("used/datasets/mine"));
        Files.writeString(used.resolve("labels.txt"), "blue");
        assertThat(run(empty, folder.resolve("used"), "restore", backup.toString()))
                .isOne();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("labels.txt is there already");
        assertThat(folder.resolve("used/artifacts/sha256")).doesNotExist();
    }

    @Test
    void aCutOrAlteredBackupIsRefusedBeforeAnythingIsChanged() throws Exception {
        Path backup = folder.resolve("backup.zip");
        run(url, data, "backup", backup.toString());
        byte[] whole = Files.readAllBytes(backup);
        String empty = TestDatabase.empty();
        Path other = folder.resolve("other");

        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
        assertThat(run(empty, other, "restore", cut.toString())).isOne();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("is no backup, or was cut");

        Path altered = Files.write(folder.resolve("altered.zip"), whole);
        try (FileSystem zip = FileSystems.newFileSystem(altered)) {
            Files.writeString(zip.getPath("database/published.copy"), "another");
        }
        assertThat(run(empty, other, "restore", altered.toString())).isOne();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("is damaged at database/published.copy");
        assertThat(new Catalog(TestDatabase.source(empty).getConnection()).isEmpty())
                .isTrue();
        assertThat(other).doesNotExist();
    }

    @Test
    void noFileIsRemovedWhileABackupIsMade() throws Exception {
        BackupLock lock = BackupLocks.of(TestDatabase.source(url));
        try (Connection backup = TestDatabase.source(url).getConnection()) {
            BackupLock.keepFiles(backup);
            assertThat(lock.delete(() -> "deleted")).isEmpty();
        }
        assertThat(lock.delete(() -> "deleted")).hasValue("deleted");
    }

    @Test
    void aBackupIsMadeOfTheRestWhereAFileIsDamagedAndHoldsNoEarlierOne() throws Exception {
        StoredCheckpoints rows = new StoredCheckpoints(jdbc);
        rows.checkpoint(rows.run("COMPLETED"), 1, 0.5, Instant.now(), artifacts.put(out -> out.write(2)));
        // a file that can be opened and not be read
        Path stored = data.resolve("artifacts").resolve(file.key());
        Files.delete(stored);
        Files.createDirectory(stored);
        Files.createSymbolicLink(
                data.resolve("datasets/elsewhere"), Files.createDirectories(folder.resolve("elsewhere")));
        Path backups = Files.createDirectories(data.resolve("backups"));
        Files.writeString(backups.resolve("earlier.zip"), "an earlier one");
        Path backup = backups.resolve("backup.zip");
        assertThat(run(url, data, "backup", backup.toString())).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("not in it, since it is missing or damaged: " + file.key())
                .contains("not in it, since it is missing or damaged: data/datasets/elsewhere");
        try (var zip = new ZipFile(backup.toFile())) {
            assertThat(zip.getEntry("data/datasets/mine/labels.txt")).isNotNull();
            assertThat(zip.getEntry("data/backups/earlier.zip")).isNull();
        }
        assertThat(run(TestDatabase.empty(), folder.resolve("other"), "restore", backup.toString()))
                .isEqualTo(2);
    }

    @Test
    void theCheckFindsRowsWithoutFilesFilesWithoutRowsAndOtherBytes() throws Exception {
        assertThat(run(url, data, "check")).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("1 files that rows name: 0 missing, 0 altered; 0 files without a row");

        Path stored = data.resolve("artifacts").resolve(file.key());
        Files.write(stored, new byte[] {1}, StandardOpenOption.APPEND);
        assertThat(run(url, data, "check")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("a file whose bytes are not those that were stored: " + file.key());

        Files.delete(stored);
        assertThat(run(url, data, "check")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("a row without its file: " + file.key());

        jdbc.sql("update checkpoint set files_removed_at = now() where id = :id")
                .param("id", checkpoint)
                .update();
        StoredArtifact orphan = artifacts.put(out -> out.write(1));
        assertThat(run(url, data, "check")).as("its row may come yet").isZero();
        Files.setLastModifiedTime(
                data.resolve("artifacts").resolve(orphan.key()),
                FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertThat(run(url, data, "check")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("a file without a row (POST /retention removes it): " + orphan.key());
    }

    @Test
    void anUnknownUseIsExplained() {
        assertThat(new Commands(new PrintStream(said, true, StandardCharsets.UTF_8)).execute("backup"))
                .isOne();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Usage: java -jar bitgap.jar backup <file or directory>");
        assertThat(Commands.isMeantBy("--bitgap.quickstart=false")).isFalse();
    }

    private int run(String database, Path dataDirectory, String... command) throws IOException {
        said.reset();
        String[] options = {
            "--spring.datasource.url=" + TestDatabase.asOwner(database), "--bitgap.data-dir=" + dataDirectory
        };
        return new Commands(new PrintStream(said, true, StandardCharsets.UTF_8))
                .execute(Stream.concat(Arrays.stream(command), Arrays.stream(options))
                        .toArray(String[]::new));
    }

    private static long count(JdbcClient jdbc, String of) {
        return jdbc.sql("select count(*) from " + of).query(Long.class).single();
    }

    /** Every row of every table but the one of migrations. */
    private static List<Map<String, Object>> content(JdbcClient jdbc) {
        List<String> tables = jdbc.sql(
                        "select tablename from pg_tables where schemaname = 'public' and tablename not like 'flyway%'")
                .query(String.class)
                .list();
        assertThat(tables).hasSizeGreaterThan(15);
        String all = String.join(
                " union all ",
                tables.stream()
                        .map(table -> "select '" + table + "' as place, t::text as content from " + table + " t")
                        .toList());
        return jdbc.sql(all + " order by 1, 2").query().listOfRows();
    }
}
