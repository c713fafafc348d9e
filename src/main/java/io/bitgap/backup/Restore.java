package io.bitgap.backup;

import io.bitgap.artifact.Artifacts;
import io.bitgap.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;

/** Brings a backup into an empty database and an empty store: rows in one transaction, whose foreign keys are checked anew. */
final class Restore {
    private final DataSource owner;
    private final Artifacts artifacts;
    private final Path dataDirectory;

    Restore(DataSource owner, Artifacts artifacts, Path dataDirectory) {
        this.owner = owner;
        this.artifacts = artifacts;
        this.dataDirectory = dataDirectory;
    }

    /** Nothing is changed unless everything can be. */
    void read(StoredBackup backup) throws IOException, SQLException {
        requireEmptyStore();
        try (Connection connection = owner.getConnection()) {
            if (!new Catalog(connection).isEmpty()) {
                throw occupied("The database has tables already", "an empty database");
            }
        }
        Flyway tables = tables(backup.manifest());
        List<BackupManifest.Entry> data = backup.manifest().files().stream()
                .filter(entry -> !entry.name().startsWith(Backup.ARTIFACTS))
                .toList();
        for (BackupManifest.Entry entry : data) {
            if (Files.exists(target(entry))) {
                throw occupied(target(entry) + " is there already", "an empty data directory");
            }
        }
        files(backup);
        tables.migrate();
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            rows(connection, backup);
            connection.commit();
        }
    }

    private void requireEmptyStore() {
        artifacts.list("sha256", found -> {
            throw occupied("The artifact store " + artifacts.location() + " has files already", "an empty one");
        });
    }

    private static Problem occupied(String what, String instead) {
        return new Problem(
                Problem.Kind.CONFLICT,
                "restore-not-empty",
                what + ", and a backup is restored into " + instead
                        + " only; nothing was changed. Name another data directory with BITGAP_DATA_DIR, or where they are set"
                        + " another SPRING_DATASOURCE_URL and BITGAP_ARTIFACTS.");
    }

    /** Before the rows, as the service does it. */
    private void files(StoredBackup backup) throws IOException {
        for (BackupManifest.Entry entry : backup.manifest().files()) {
            try (InputStream bytes = backup.open(entry)) {
                if (entry.name().startsWith(Backup.ARTIFACTS)) {
                    artifacts.put(bytes::transferTo);
                } else {
                    Path target = target(entry);
                    Files.createDirectories(target.getParent());
                    Files.copy(bytes, target);
                }
            }
        }
    }

    private Path target(BackupManifest.Entry entry) throws IOException {
        Path target = dataDirectory
                .resolve(entry.name().substring(Backup.DATA.length()))
                .normalize();
        if (!entry.name().startsWith(Backup.DATA)
                || !target.startsWith(dataDirectory)
                || target.equals(dataDirectory)
                || !Backup.isData(dataDirectory.relativize(target))) {
            throw new IOException(entry.name() + " is nothing that belongs into " + dataDirectory);
        }
        return target;
    }

    /** As they were when the backup was made; the next start brings them up to date. */
    private Flyway tables(BackupManifest manifest) {
        List<BackupManifest.Migration> migrations = manifest.migrations();
        Flyway flyway = Flyway.configure()
                .dataSource(owner)
                .locations("classpath:db/migration")
                .target(MigrationVersion.fromVersion(
                        migrations.get(migrations.size() - 1).version()))
                .load();
        List<BackupManifest.Migration> known = new ArrayList<>();
        for (var migration : flyway.info().pending()) {
            if (migration.getChecksum() != null) {
                known.add(new BackupManifest.Migration(migration.getVersion().getVersion(), migration.getChecksum()));
            }
        }
        if (!known.equals(migrations)) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "restore-other-version",
                    "The backup was made by Bitgap " + manifest.bitgap()
                            + ", whose tables this one does not know: restore it with that version or a later one.");
        }
        return flyway;
    }

    private static void rows(Connection connection, StoredBackup backup) throws IOException, SQLException {
        Catalog catalog = new Catalog(connection);
        List<String> keys = catalog.foreignKeys(true);
        catalog.execute(catalog.foreignKeys(false));
        // which bind an owner that is no superuser, and let nobody copy
        List<String> bound = catalog.tablesWithForcedPolicies();
        catalog.execute(bound.stream()
                .map(table -> "alter table " + table + " no force row level security")
                .toList());
        for (BackupManifest.Table table : backup.manifest().tables()) {
            requireKnown(catalog, table);
            // what migrations put there is in the backup, and what triggers would write too
            catalog.execute(
                    List.of("delete from " + table.name(), "alter table " + table.name() + " disable trigger user"));
            String copy = "copy " + table.name() + " (" + String.join(", ", table.columns()) + ") from stdin";
            try (InputStream bytes = backup.open(table.entry())) {
                long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, bytes);
                if (rows != table.rows()) {
                    throw new IOException("Of the table " + table.name() + " " + rows + " rows were restored, not "
                            + table.rows() + ".");
                }
            }
            catalog.execute(List.of("alter table " + table.name() + " enable trigger user"));
        }
        catalog.execute(bound.stream()
                .map(table -> "alter table " + table + " force row level security")
                .toList());
        catalog.execute(keys);
        List<String> sequences =
                catalog.sequences().stream().map(BackupManifest.Sequence::name).toList();
        for (BackupManifest.Sequence sequence : backup.manifest().sequences()) {
            if (!sequences.contains(sequence.name())) {
                throw new IOException("The backup has a sequence that there is not: " + sequence.name());
            }
            catalog.execute(
                    List.of("select setval('" + sequence.name() + "', " + Math.max(1, sequence.next()) + ", false)"));
        }
    }

    /** Names become part of statements. */
    private static void requireKnown(Catalog catalog, BackupManifest.Table table) throws IOException, SQLException {
        if (!catalog.tables().contains(table.name())
                || !catalog.columns(table.name()).containsAll(table.columns())) {
            throw new IOException("The backup has a table that there is not: " + table.name() + " " + table.columns());
        }
    }
}
