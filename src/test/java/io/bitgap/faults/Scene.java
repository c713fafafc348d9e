package io.bitgap.faults;

import static org.awaitility.Awaitility.await;

import io.bitgap.BitgapProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What faults strike: a service with a worker of its own, a second worker elsewhere, and the PostgreSQL of both. Each worker trains on
 * one thread, so that a run comes to the same bits wherever it is trained.
 */
final class Scene implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(6);

    final Random random;
    final BreakablePostgres postgres;
    final JdbcClient jdbc;
    private final Path folder;
    private BitgapProcess service;
    private BitgapProcess second;
    private int logs;

    Scene(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
        this.postgres = new BreakablePostgres(folder.resolve("postgres"));
        this.jdbc = JdbcClient.create(postgres.source());
        this.service = startService(List.of());
        service.awaitStarted();
        this.second = startSecond(List.of());
        second.awaitStarted();
    }

    private Map<String, String> variables(String role, String data) {
        Map<String, String> variables = new HashMap<>();
        variables.put("BITGAP_ROLE", role);
        variables.put("BITGAP_QUICKSTART", "false");
        variables.put("BITGAP_DATA_DIR", folder.resolve(data).toString());
        variables.put("BITGAP_ARTIFACTS", artifacts().toString());
        variables.put("BITGAP_WORKER_THREADS_PER_SLOT", "1");
        variables.put("SPRING_DATASOURCE_URL", postgres.url());
        return variables;
    }

    Path artifacts() {
        return folder.resolve("artifacts");
    }

    private BitgapProcess startService(List<String> wrapper) {
        return BitgapProcess.start(folder.resolve("service-" + ++logs + ".log"), wrapper, variables("all", "service"));
    }

    private BitgapProcess startSecond(List<String> wrapper) {
        return BitgapProcess.start(folder.resolve("second-" + ++logs + ".log"), wrapper, variables("worker", "second"));
    }

    BitgapProcess service() {
        return service;
    }

    BitgapProcess second() {
        return second;
    }

    /** The worker that the service has started. */
    ProcessHandle ownWorker() {
        await().atMost(PATIENCE).until(() -> service.worker().isPresent());
        return service.worker().orElseThrow();
    }

    void restartService() {
        service.close();
        service = startService(List.of());
        service.awaitStarted();
    }

    /** @param wrapper in front of its command, such as one that fakes its clock */
    void restartSecond(List<String> wrapper) {
        second.close();
        second = startSecond(wrapper);
        second.awaitStarted();
    }

    /** As the second worker has registered. */
    String secondName() {
        try (Stream<Path> names = Files.list(folder.resolve("second/workers"))) {
            Path name = names.findFirst().orElseThrow();
            return name.getFileName() + "-" + Files.readString(name).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both workers are heard of and every page is there. */
    void awaitWhole() {
        if (!second.handle().isAlive()) {
            restartSecond(List.of());
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> service.status("/actuator/health/readiness") == 200
                        && jdbc.sql("select count(*) from live_worker")
                                        .query(Integer.class)
                                        .single()
                                == 2);
    }

    /**
     * Something is trained, or there is nothing left to train.
     *
     * @param worker a pattern of its name
     */
    void awaitTraining(String worker) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> jdbc.sql("""
                        select exists (select from attempt a join run r on r.id = a.run_id
                          where a.state = 'OPEN' and r.state = 'RUNNING' and a.worker like :worker)
                          or not exists (select from run where finished_at is null)
                        """)
                        .param("worker", worker)
                        .query(Boolean.class)
                        .single());
    }

    @Override
    public void close() {
        service.close();
        second.close();
        postgres.close();
    }
}
