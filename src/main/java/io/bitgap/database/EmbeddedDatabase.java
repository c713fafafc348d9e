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
    /** Owns the tables; migrations run as it. */
    static final String OWNER = "postgres";
    /** What the service connects as. */
    static final String SERVICE = "bitgap_service";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final DataDirectory directory;
    private final EmbeddedPostgres postgres;
    private final String password;
    private final String servicePassword;

    private EmbeddedDatabase(
            DataDirectory directory, EmbeddedPostgres postgres, String password, String servicePassword) {
        this.directory = directory;
        this.postgres = postgres;
        this.password = password;
        this.servicePassword = servicePassword;
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

    /** Of the owner. */
    String password() {
        return password;
    }

    String servicePassword() {
        return servicePassword;
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
        Cluster cluster = new Cluster(Files.createDirectories(directory.path().resolve("postgres")));
        LeftoverPostgres.takeDown(cluster.files());
        boolean open = cluster.prepare();
        String password = cluster.password().read().orElseGet(Password::random);
        EmbeddedPostgres postgres = new PostgresStart(cluster.home(), cluster.files()).execute(password);
        try {
            String servicePassword = Password.random();
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                if (open) {
                    secure(statement, cluster, password);
                }
                letTheServiceIn(statement, servicePassword);
            }
            LOG.info(
                    "Started the embedded PostgreSQL on port {}; its data is in {}",
                    postgres.getPort(),
                    cluster.files());
            return new EmbeddedDatabase(directory, postgres, password, servicePassword);
        } catch (IOException | SQLException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    // PostgreSQL takes no parameters for passwords; they are our own hex digits

    private static void secure(Statement statement, Cluster cluster, String password) throws IOException, SQLException {
        statement.execute("alter role " + OWNER + " password '" + password + "'");
        cluster.close(password);
        statement.execute("select pg_reload_conf()");
    }

    /** Its password is new at each start: nothing keeps it, so that nothing can lose it or give it away. */
    private static void letTheServiceIn(Statement statement, String password) throws SQLException {
        statement.execute("""
                do $$ begin
                  if not exists (select from pg_roles where rolname = '%1$s') then create role %1$s; end if;
                end $$""".formatted(SERVICE));
        statement.execute(
                "alter role " + SERVICE + " with login nosuperuser nobypassrls nocreatedb nocreaterole noreplication"
                        + " password '" + password + "'");
    }
}
