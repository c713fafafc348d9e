package io.bitgap.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans up after a Bitgap that was killed: a PostgreSQL that still runs on our cluster, or a stale pid file. Called while the
 * data directory is locked, so no other Bitgap can be using either.
 */
final class LeftoverPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
    private static final long STOP_SECONDS = 30;

    private LeftoverPostgres() {}

    static void takeDown(Path cluster) throws IOException {
        postmaster(cluster).ifPresent(LeftoverPostgres::stop);
        // A pid that belongs to something else by now (another container, a restart) would keep PostgreSQL from
        // starting.
        Files.deleteIfExists(pidFile(cluster));
    }

    /** The server that runs on the cluster. */
    static Optional<ProcessHandle> postmaster(Path cluster) throws IOException {
        if (!Files.exists(pidFile(cluster))) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile(cluster));
        return ProcessHandle.of(lines.isEmpty() ? -1 : parse(lines.get(0))).filter(process -> runsOn(process, cluster));
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    private static long parse(String line) {
        try {
            return Long.parseLong(line.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean runsOn(ProcessHandle process, Path cluster) {
        ProcessHandle.Info info = process.info();
        boolean postgres = info.command().map(c -> c.contains("postgres")).orElse(false);
        boolean ours = info.arguments()
                .map(arguments -> List.of(arguments).contains(cluster.toString()))
                .orElse(true);
        return postgres && ours;
    }

    private static void stop(ProcessHandle process) {
        LOG.info("Stopping PostgreSQL (process {}) that an earlier Bitgap left running", process.pid());
        process.destroy();
        if (!ended(process)) {
            LOG.warn("PostgreSQL (process {}) does not stop; killing it, its next start recovers", process.pid());
            process.destroyForcibly();
            ended(process);
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
