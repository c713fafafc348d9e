package io.bitgap.queue;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.bitgap.run.RunQueued;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queue of runs: one task of the scheduler for each, its instance named by the run's id. */
public class RunQueue {
    public static final String TASK = "train-run";

    private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);

    private final SchedulerClient scheduler;
    private final JdbcClient jdbc;
    private final Clock clock;

    RunQueue(SchedulerClient scheduler, JdbcClient jdbc, Clock clock) {
        this.scheduler = scheduler;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Called inside the transaction that queues the run, so that both happen or neither. A run whose task is still there
     * (its worker is about to finish with it) keeps it: see {@link #isQueued}.
     */
    @EventListener
    void schedule(RunQueued run) {
        scheduled(run);
    }

    private boolean scheduled(RunQueued run) {
        var task = new TaskInstance.Builder<Void>(TASK, run.runId().toString())
                .priority(run.priority())
                .build();
        return scheduler.scheduleIfNotExists(task, clock.instant());
    }

    /**
     * Whether a run whose execution has just ended waits for another one. Locks its row, so that until the end of the
     * caller's transaction nobody queues it and takes the ended execution's task for the new one.
     */
    public boolean isQueued(UUID run) {
        return jdbc.sql("select state = 'QUEUED' from run where id = :id for update")
                .param("id", run)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Queues runs that say QUEUED but have no task: nothing should have lost one, and nothing would find it. */
    public void scheduleForgotten() {
        List<RunQueued> forgotten =
                jdbc.sql("""
                        select r.id as run_id, r.priority from run r
                        where r.state = 'QUEUED' and not exists (
                          select from scheduled_tasks t where t.task_name = :task and t.task_instance = r.id::text)
                        order by r.queued_at, r.position
                        """).param("task", TASK).query(RunQueued.class).list();
        for (RunQueued run : forgotten) {
            if (scheduled(run)) {
                LOG.warn("Run {} was queued without a task; it has one now", run.runId());
            }
        }
    }
}
