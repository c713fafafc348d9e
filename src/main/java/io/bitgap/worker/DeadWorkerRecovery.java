package io.bitgap.worker;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import io.bitgap.queue.ExportQueue;
import io.bitgap.queue.RunQueue;
import io.bitgap.run.RunProgress;
import java.time.Clock;
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

    private final RunProgress work;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final DeadSightings dead;

    DeadWorkerRecovery(
            RunProgress work, JdbcClient jdbc, TransactionOperations transactions, Clock clock, DeadSightings dead) {
        this.work = work;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.dead = dead;
    }

    /** The scheduler has missed a worker's heartbeats. */
    void revive(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        if (!dead.confirmed(complete.getExecution())) {
            return;
        }
        UUID run = UUID.fromString(complete.getExecution().getId());
        transactions.executeWithoutResult(status -> {
            operations.reschedule(complete, clock.instant());
            postpone(run, work.lost(run, UNHEARD));
        });
        LOG.warn("Run {} was lost with its worker and waits for another one", run);
    }

    /** The same of an export. */
    void reviveExport(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        if (dead.confirmed(complete.getExecution())) {
            operations.reschedule(complete, clock.instant());
            LOG.warn(
                    "The export of checkpoint {} was lost with its worker",
                    complete.getExecution().getId());
        }
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
                            with freed as (
                              update scheduled_tasks
                              set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                              where picked and picked_by = :worker
                              returning task_name, task_instance)
                            -- ids grow with positions, in whose order runs are locked
                            select task_instance::uuid from freed where task_name = :task order by 1
                            """)
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
