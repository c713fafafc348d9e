package io.bitgap.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that can be stopped, killed, frozen and started again at the same place. */
final class BreakablePostgres implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres running;
    private final int port;

    BreakablePostgres(Path data) {
        this.data = data;
        this.running = start(0);
        this.port = running.getPort();
    }

    private EmbeddedPostgres start(int at) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on");
            return (at == 0 ? builder : builder.setPort(at)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        return source;
    }

    /** Sessions are ended, what was committed is written. */
    void stop() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if its machine had lost power. */
    void crash() {
        ProcessHandle postmaster = postmaster();
        Signals.send("QUIT", postmaster);
        postmaster.onExit().join();
        stop();
    }

    void startAgain() {
        running = start(port);
    }

    void freeze() {
        Signals.send("STOP", all());
    }

    void thaw() {
        Signals.send("CONT", all());
    }

    private Stream<ProcessHandle> all() {
        ProcessHandle postmaster = postmaster();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants());
    }

    private ProcessHandle postmaster() {
        try {
            String pid = java.nio.file.Files.readAllLines(data.resolve("postmaster.pid"))
                    .get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
