package io.bitgap.worker;

import com.github.kagkarlsson.scheduler.task.Execution;
import io.bitgap.queue.ExportQueue;
import io.bitgap.queue.RunQueue;
import io.bitgap.run.RunProgress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Runs whose worker is gone. Task and run change in one transaction: while the task's row is locked nobody can take the
 * run, so that of several workers who notice the same death only one acts, and none ends an attempt that came after it.
 */
final class DeadWorkerRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(DeadWorkerRecovery.class);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    private static final String UNHEARD =
            "it was not heard of any more: it was killed (as the kernel does when memory is short), cut off or stopped";

    /** A task keeps its time, and so its place among those that wait. */
    private static final String FREE = """
            update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
            where picked""";

    private final RunProgress work;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final DeadSightings dead;

    DeadWorkerRecovery(RunProgress work, JdbcClient jdbc, TransactionOperations transactions, DeadSightings dead) {
        this.work = work;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.dead = dead;
    }

    /** The scheduler has missed a worker's heartbeats. What it then does by itself would be seen before the run has changed. */
    void revive(Execution execution) {
        if (!dead.confirmed(execution)) {
            return;
        }
        UUID run = UUID.fromString(execution.getId());
        boolean revived = transactions.execute(status -> {
            boolean free = free(execution);
            if (free) {
                postpone(run, work.lost(run, UNHEARD));
            }
            return free;
        });
        if (revived) {
            LOG.warn("Run {} was lost with its worker and waits for another one", run);
        }
    }

    /** The same of an export. */
    void reviveExport(Execution execution) {
        if (dead.confirmed(execution) && free(execution)) {
            LOG.warn("The export of checkpoint {} was lost with its worker", execution.getId());
        }
    }

    /** Whether nobody else has meanwhile. */
    private boolean free(Execution execution) {
        return jdbc.sql(FREE + " and task_name = :task and task_instance = :instance and version = :version")
                        .param("task", execution.getTaskName())
                        .param("instance", execution.getId())
                        .param("version", execution.version)
                        .update()
                > 0;
    }

    /**
     * Hands back what this worker has open, on its way out; nothing of it is held against the runs. They are locked before their
     * tasks, as by a run that ends.
     */
    void handBack(String worker) {
        transactions.executeWithoutResult(status -> {
            work.releasedAllOf(worker);
            jdbc.sql(FREE + " and picked_by = :worker").param("worker", worker).update();
        });
    }

    /**
     * Lets start what would wait for longer than anything is made to wait: the database's clock was set back after it was queued.
     */
    void bringForward() {
        jdbc.sql("""
                        update scheduled_tasks set execution_time = now()
                        where task_name in (:tasks) and not picked and execution_time > now() + cast(:longest as interval)
                        """)
                .param("tasks", List.of(RunQueue.TASK, ExportQueue.TASK))
                .param("longest", LONGEST_PAUSE.toString())
                .update();
    }

    /**
     * Frees what a process of this name was executing when it ended, so that it goes on at once.
     *
     * @param how the process ended, as {@link ProcessEnd#words()}
     */
    void revive(String worker, String how) {
        List<UUID> lost = transactions.execute(status -> {
            List<UUID> runs = jdbc.sql("""
                            with freed as (%s and picked_by = :worker returning task_name, task_instance)
                            -- ids grow with positions, in whose order runs are locked
                            select task_instance::uuid from freed where task_name = :task order by 1
                            """.formatted(FREE))
                    .param("task", RunQueue.TASK)
                    .param("worker", worker)
                    .query(UUID.class)
                    .list();
            runs.forEach(run -> postpone(run, work.lost(run, how)));
            return runs;
        });
        if (!lost.isEmpty()) {
            LOG.info("What worker {} was training when it ended goes on: {}", worker, lost);
        }
    }

    private void postpone(UUID run, Duration pause) {
        if (!pause.isZero()) {
            jdbc.sql("""
                            update scheduled_tasks set execution_time = now() + cast(:pause as interval)
                            where task_name = :task and task_instance = :run
                            """)
                    .param("pause", pause.toString())
                    .param("task", RunQueue.TASK)
                    .param("run", run.toString())
                    .update();
        }
    }
}
