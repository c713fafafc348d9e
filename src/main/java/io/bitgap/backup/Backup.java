package io.bitgap.backup;

import io.bitgap.artifact.ArtifactStoreFailed;
import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.MissingArtifact;
import io.bitgap.database.BackupLock;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the database as one snapshot sees it, and the files that its rows name. Files are stored before their rows, and none that is
 * named is deleted meanwhile, so both belong together whatever the service does.
 */
final class Backup {
    static final String TABLES = "database/";
    static final String ARTIFACTS = "artifacts/";
    static final String DATA = "data/";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    /** What the data directory holds beside what people gave it: the database, the store, locks of processes. */
    private static final Set<String> NOT_DATA = Set.of("postgres", "artifacts", "workers", "bitgap.lock");

    private final DataSource owner;
    private final Artifacts artifacts;
    private final Path dataDirectory;
    private final String version;

    Backup(DataSource owner, Artifacts artifacts, Path dataDirectory, String version) {
        this.owner = owner;
        this.artifacts = artifacts;
        this.dataDirectory = dataDirectory;
        this.version = version;
    }

    BackupManifest write(Path file) throws IOException, SQLException {
        try (Connection connection = owner.getConnection();
                Archive archive = Archive.create(file)) {
            // before the snapshot is taken: what it names is not deleted from here on
            BackupLock.keepFiles(connection);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            Catalog catalog = new Catalog(connection);
            List<String> missing = new ArrayList<>();
            BackupManifest manifest = new BackupManifest(
                    BackupManifest.FORMAT,
                    version,
                    catalog.one("select to_json(now()) #>> '{}'"),
                    catalog.one("show server_version"),
                    catalog.migrations(),
                    tables(catalog, archive),
                    catalog.sequences(),
                    files(catalog, archive, missing),
                    missing);
            archive.add(BackupManifest.NAME, out -> out.write(JSON.writeValueAsBytes(manifest)));
            archive.finish();
            return manifest;
        }
    }

    private static List<BackupManifest.Table> tables(Catalog catalog, Archive archive)
            throws IOException, SQLException {
        List<BackupManifest.Table> tables = new ArrayList<>();
        for (String name : catalog.tables()) {
            List<String> columns = catalog.columns(name);
            String copy = "copy " + name + " (" + String.join(", ", columns) + ") to stdout";
            long[] rows = {0};
            BackupManifest.Entry entry = archive.add(TABLES + name + ".copy", out -> {
                try {
                    rows[0] = catalog.connection()
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut(copy, out);
                } catch (SQLException e) {
                    throw new IOException("The table " + name + " cannot be read: " + e.getMessage(), e);
                }
            });
            tables.add(new BackupManifest.Table(name, columns, rows[0], entry));
        }
        return tables;
    }

    /** One damaged file does not keep everything else from being saved. */
    private List<BackupManifest.Entry> files(Catalog catalog, Archive archive, List<String> missing)
            throws IOException, SQLException {
        List<BackupManifest.Entry> files = new ArrayList<>();
        for (NamedFile named : NamedFile.all(catalog)) {
            saved(archive, ARTIFACTS + named.key(), () -> artifacts.open(named.key()))
                    .filter(entry -> named.is(entry.size(), entry.sha256()))
                    .ifPresentOrElse(files::add, () -> missing.add(named.key()));
        }
        for (Path path : data(archive)) {
            String name = DATA + dataDirectory.relativize(path).toString().replace('\\', '/');
            Optional<BackupManifest.Entry> saved =
                    Files.isDirectory(path) ? Optional.empty() : saved(archive, name, () -> Files.newInputStream(path));
            saved.ifPresentOrElse(files::add, () -> missing.add(name));
        }
        return files;
    }

    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    /** Empty where it cannot be read; an archive that cannot be written is no backup at all. */
    private static Optional<BackupManifest.Entry> saved(Archive archive, String name, Source source)
            throws IOException {
        try {
            return Optional.of(archive.add(name, out -> copy(source, out)));
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    private static void copy(Source source, OutputStream out) throws IOException {
        try (InputStream bytes = opened(source)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = read(bytes, buffer); read >= 0; read = read(bytes, buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }

    private static InputStream opened(Source source) throws Unreadable {
        try {
            return source.open();
        } catch (IOException | MissingArtifact | ArtifactStoreFailed e) {
            throw new Unreadable(e);
        }
    }

    private static int read(InputStream bytes, byte[] buffer) throws Unreadable {
        try {
            return bytes.read(buffer);
        } catch (IOException e) {
            throw new Unreadable(e);
        }
    }

    private static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(Exception cause) {
            super(cause);
        }
    }

    /** Links to folders are among it: what lies behind them is not walked through. */
    private List<Path> data(Archive archive) throws IOException {
        if (!Files.isDirectory(dataDirectory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(dataDirectory)) {
            return paths.filter(
                            path -> Files.isRegularFile(path) || Files.isSymbolicLink(path) && Files.isDirectory(path))
                    .filter(path -> isData(dataDirectory.relativize(path)))
                    .filter(path -> !absolute(path).startsWith(artifacts.location() + File.separator))
                    // what is being fetched
                    .filter(path -> !path.toString().endsWith(".part"))
                    .filter(path -> !archive.isLike(path))
                    .sorted()
                    .toList();
        }
    }

    /** @param path below the data directory */
    static boolean isData(Path path) {
        return !NOT_DATA.contains(path.getName(0).toString());
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
