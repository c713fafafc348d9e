package io.bitgap.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real PostgreSQL that lives in {@code <data directory>/postgres} and keeps its data between starts. */
final class EmbeddedDatabase implements AutoCloseable {
    /** Owns the tables; migrations run as it. */
    static final String OWNER = "postgres";
    /** What the service connects as. */
    static final String SERVICE = "bitgap_service";

    /** Between tries to start a server that ended. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final DataDirectory directory;
    private final PostgresStart start;
    private final String password;
    private final String servicePassword;
    private final int port;
    private EmbeddedPostgres postgres;
    private volatile boolean closing;

    private EmbeddedDatabase(
            DataDirectory directory,
            PostgresStart start,
            EmbeddedPostgres postgres,
            String password,
            String servicePassword) {
        this.directory = directory;
        this.start = start;
        this.postgres = postgres;
        this.port = postgres.getPort();
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
        return "jdbc:postgresql://localhost:" + port + "/postgres";
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
        closing = true;
        stop();
    }

    private synchronized void stop() {
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
        PostgresStart start = new PostgresStart(cluster.home(), cluster.files());
        EmbeddedPostgres postgres = start.execute(password, 0);
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
            EmbeddedDatabase database = new EmbeddedDatabase(directory, start, postgres, password, servicePassword);
            database.watch();
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    /** A server that ends by itself (its disk was full, somebody killed it) is started again at the same port. */
    private void watch() throws IOException {
        // without its file it has ended already
        LeftoverPostgres.postmaster(start.cluster())
                .<CompletionStage<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRunAsync(this::startAgain, again -> {
                    Thread thread = new Thread(again, "postgres-restart");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    private void startAgain() {
        while (!closing && !isStartedAgain()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** One try, which closing waits for. */
    private synchronized boolean isStartedAgain() {
        if (closing) {
            return false;
        }
        try {
            LOG.warn("The embedded PostgreSQL has ended by itself; starting it again");
            LeftoverPostgres.takeDown(start.cluster());
            // the library still holds its lock on the cluster
            postgres.close();
            postgres = start.execute(password, port);
            LOG.info("The embedded PostgreSQL is there again");
            watch();
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "The embedded PostgreSQL does not start; the next try is in {} s: {}",
                    PAUSE.toSeconds(),
                    e.getMessage());
            return false;
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
