package io.bitgap.worker;

import io.bitgap.queue.Workers;
import io.bitgap.settings.Role;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells everybody that this process is there to train and what it has, and again and again that it lives; by the clock of the
 * database, since those of machines differ. Nothing depends on that: runs of a dead worker are found by the queue's own heartbeats.
 */
public final class WorkerRegistration implements AutoCloseable {
    static final Duration BEAT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(WorkerRegistration.class);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Identity identity;
    private volatile @Nullable OffsetDateTime startedAt;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "worker-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    WorkerRegistration(JdbcClient jdbc, TransactionOperations transactions, Identity identity) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.identity = identity;
    }

    /** What a worker says about itself. */
    record Identity(String name, Role role, String version, List<Device> devices) {}

    void start() {
        register();
        beats.scheduleWithFixedDelay(this::beatOrWarn, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Enters this process, in place of an earlier one of its name, and forgets those that are long gone. */
    void register() {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("delete from worker where heartbeat_at < now() - cast(:memory as interval)")
                    .param("memory", Workers.MEMORY.toString())
                    .update();
            startedAt = jdbc.sql("""
                            insert into worker (name, role, version, started_at, heartbeat_at)
                            values (:name, :role, :version, now(), now())
                            on conflict (name) do update
                            set role = excluded.role, version = excluded.version, started_at = now(), heartbeat_at = now(),
                              stopped_at = null, starts_again_at = null
                            returning started_at
                            """)
                    .param("name", identity.name())
                    .param("role", identity.role().name())
                    .param("version", identity.version())
                    .query(OffsetDateTime.class)
                    .single();
            jdbc.sql("delete from worker_device where worker = :name")
                    .param("name", identity.name())
                    .update();
            for (int position = 0; position < identity.devices().size(); position++) {
                register(identity.devices().get(position), position);
            }
        });
    }

    private void register(Device device, int position) {
        jdbc.sql("""
                        insert into worker_device (worker, position, name, kind, processor, threads, memory_bytes)
                        values (:worker, :position, :name, :kind, :processor, :threads, :memory)
                        """)
                .param("worker", identity.name())
                .param("position", position)
                .param("name", device.name())
                .param("kind", device.kind().name())
                .param("processor", device.processor())
                .param("threads", positive(device.threads()))
                .param("memory", positive(device.memoryBytes()))
                .update();
    }

    private static <N extends Number> @Nullable N positive(N number) {
        return number.longValue() > 0 ? number : null;
    }

    private void beatOrWarn() {
        try {
            beat();
        } catch (Throwable e) {
            // it would beat no more
            LOG.warn("This worker could not say that it lives; it tries again in {} s", BEAT.toSeconds(), e);
        }
    }

    /** A worker that was asleep for a day has been forgotten meanwhile. */
    void beat() {
        int known = jdbc.sql("update worker set heartbeat_at = now(), stopped_at = null where name = :name")
                .param("name", identity.name())
                .update();
        if (known == 0) {
            register();
        }
    }

    @Override
    public void close() {
        beats.shutdownNow();
        try {
            // another process of this name may have started by now
            jdbc.sql("""
                            update worker set heartbeat_at = now(), stopped_at = now()
                            where name = :name and started_at = :started
                            """)
                    .param("name", identity.name())
                    .param("started", startedAt)
                    .update();
        } catch (RuntimeException e) {
            LOG.info("This worker could not say that it stops: {}", e.getMessage());
        }
    }
}
