package io.bitgap.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Starts PostgreSQL and fails as soon as PostgreSQL does. */
final class PostgresStart {
    /** Long enough for crash recovery on a slow disk. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What is left of a killed server ends by itself within moments; PostgreSQL refuses to start beside it. */
    private static final String STILL_IN_USE = "pre-existing shared memory block";

    private final Path home;
    private final Path cluster;
    private final Path log;

    PostgresStart(Path home, Path cluster) {
        this.home = home;
        this.cluster = cluster;
        this.log = home.resolve("postgres.log");
    }

    Path cluster() {
        return cluster;
    }

    /** @param port 0 takes any that is free */
    EmbeddedPostgres execute(String password, int port) throws IOException {
        Instant patience = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return attempt(password, port);
            } catch (DatabaseUnavailable e) {
                if (!said(STILL_IN_USE) || Instant.now().isAfter(patience)) {
                    throw e;
                }
            }
        }
    }

    private EmbeddedPostgres attempt(String password, int port) throws IOException {
        if (Files.exists(log)) {
            // what it said last is what somebody was told to look at
            Files.move(log, home.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        AtomicReference<EmbeddedPostgres> started = new AtomicReference<>();
        FutureTask<EmbeddedPostgres> start = new FutureTask<>(() -> {
            started.set(builder(password).setPort(port).start());
            return started.get();
        });
        Thread thread = new Thread(start, "postgres-start");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                return start.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (gaveUp()) {
                    abandon(thread, started);
                    throw failed(e);
                }
            } catch (ExecutionException e) {
                throw failed(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed(e);
            }
        }
    }

    /** The library would go on waiting for a server that has ended, and keep its lock on the cluster. */
    private static void abandon(Thread thread, AtomicReference<EmbeddedPostgres> started) throws IOException {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        EmbeddedPostgres never = started.get();
        if (never != null) {
            never.close();
        }
    }

    private EmbeddedPostgres.Builder builder(String password) {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(home.resolve("binaries").toFile())
                // a resolver of its own: the library unpacks once for each, and not again into another directory
                .setPgBinaryResolver(DefaultPostgresBinaryResolver.INSTANCE::getPgBinary)
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                // Spring stops it, after everything that uses it
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setConnectConfig("password", password)
                // the same cluster whatever the machine's locale
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                // the library is made for tests and trades these for speed
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("timezone", "UTC")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private boolean gaveUp() throws IOException {
        return said("could not start server") || said("pg_ctl: error:");
    }

    private boolean said(String words) throws IOException {
        return lines().stream().anyMatch(line -> line.contains(words));
    }

    private List<String> lines() throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private DatabaseUnavailable failed(Exception cause) throws IOException {
        String said = lines().stream()
                .filter(line -> !line.contains("the database system is starting up"))
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                .reduce((earlier, later) -> later)
                .map(line ->
                        line.replaceFirst("^.*?(FATAL|PANIC|error):", "$1:").strip())
                .orElse(String.valueOf(
                        cause.getCause() == null
                                ? cause.getMessage()
                                : cause.getCause().getMessage()));
        return new DatabaseUnavailable(
                "The embedded PostgreSQL in " + cluster + " does not start: " + said,
                "See " + log + ", or use another PostgreSQL with SPRING_DATASOURCE_URL.",
                cause);
    }
}
