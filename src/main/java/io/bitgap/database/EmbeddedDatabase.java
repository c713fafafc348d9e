package io.bitgap.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL that lives in {@code <data directory>/postgres} and keeps its data between starts. */
final class EmbeddedDatabase implements AutoCloseable {
    static final String USER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    /** Loopback only, and only with the password that lies in the data directory. */
    private static final String ACCESS = """
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128      scram-sha-256
            """;

    private final DataDirectory directory;
    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedDatabase(DataDirectory directory, EmbeddedPostgres postgres, String password) {
        this.directory = directory;
        this.postgres = postgres;
        this.password = password;
    }

    /** @throws DatabaseUnavailable with cause and action when it cannot start */
    static EmbeddedDatabase start(Path dataDirectory) {
        DataDirectory directory = DataDirectory.lock(dataDirectory);
        try {
            return start(directory);
        } catch (IOException | SQLException e) {
            directory.close();
            throw new DatabaseUnavailable(
                    "The embedded PostgreSQL in " + dataDirectory + " cannot be prepared (" + e.getMessage() + ").",
                    "Look at " + dataDirectory.resolve("postgres/postgres.log")
                            + ", or use another PostgreSQL with SPRING_DATASOURCE_URL.",
                    e);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
        try (directory) {
            postgres.close();
            if (Files.exists(directory.path().resolve("postgres/cluster/postmaster.pid"))) {
                LOG.warn("The embedded PostgreSQL takes long to stop; the next start waits for it");
                return;
            }
            LOG.info("Stopped the embedded PostgreSQL; its data stays in {}", directory.path());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static EmbeddedDatabase start(DataDirectory directory) throws IOException, SQLException {
        Path home = Files.createDirectories(directory.path().resolve("postgres"));
        Path cluster = home.resolve("cluster");
        Password stored = new Password(home.resolve("password"));
        LeftoverPostgres.takeDown(cluster);
        boolean first = stored.read().isEmpty();
        if (first) {
            setAside(cluster);
        } else {
            Files.writeString(cluster.resolve("pg_hba.conf"), ACCESS);
        }
        String password = stored.read().orElseGet(Password::random);
        EmbeddedPostgres postgres = new PostgresStart(home, cluster).execute(password);
        if (first) {
            secure(postgres, cluster, password);
            stored.write(password);
        }
        LOG.info("Started the embedded PostgreSQL on port {}; its data is in {}", postgres.getPort(), cluster);
        return new EmbeddedDatabase(directory, postgres, password);
    }

    /** A first start that was cut short left a cluster that nobody has used yet. */
    private static void setAside(Path cluster) throws IOException {
        if (Files.exists(cluster)) {
            Path aside = cluster.resolveSibling("cluster-unfinished-" + System.currentTimeMillis());
            LOG.warn(
                    "Setting {} aside as {}: its password file is missing, so its first start was cut short",
                    cluster,
                    aside);
            Files.move(cluster, aside);
        }
    }

    private static void secure(EmbeddedPostgres postgres, Path cluster, String password)
            throws IOException, SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            // PostgreSQL takes no parameters here; the password is our own hex digits
            statement.execute("alter role " + USER + " password '" + password + "'");
            Files.writeString(cluster.resolve("pg_hba.conf"), ACCESS);
            statement.execute("select pg_reload_conf()");
        }
    }
}
