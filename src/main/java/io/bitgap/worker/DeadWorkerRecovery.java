package io.bitgap.worker;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import io.bitgap.queue.RunQueue;
import io.bitgap.run.RunProgress;
import java.time.Clock;
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

    private final RunProgress work;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    DeadWorkerRecovery(RunProgress work, JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.work = work;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The scheduler has missed a worker's heartbeats. */
    void revive(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        UUID run = UUID.fromString(complete.getExecution().getId());
        transactions.executeWithoutResult(status -> {
            operations.reschedule(complete, clock.instant());
            work.lost(run);
        });
        LOG.warn("Run {} was lost with its worker and waits for another one", run);
    }

    /** Frees what an earlier process of this name was executing when it was killed, so that it starts at once. */
    void reviveOwn(String worker) {
        List<UUID> lost = transactions.execute(status -> {
            List<UUID> runs = jdbc.sql("""
                            with freed as (
                              update scheduled_tasks
                              set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                              where task_name = :task and picked and picked_by = :worker
                              returning task_instance::uuid as run)
                            -- ids grow with positions, in whose order runs are locked
                            select run from freed order by run
                            """)
                    .param("task", RunQueue.TASK)
                    .param("worker", worker)
                    .query(UUID.class)
                    .list();
            runs.forEach(work::lost);
            return runs;
        });
        if (!lost.isEmpty()) {
            LOG.info("Starting again what was cut off when this worker was killed: {}", lost);
        }
    }
}
