package io.bitgap.queue;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.bitgap.run.checkpoint.DeploymentRequested;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queue of exports: one task of the scheduler for each, its instance named by the checkpoint's id. */
public class ExportQueue {
    public static final String TASK = "export-checkpoint";
    /** They take seconds, and somebody looks at the table now: before any training. */
    private static final int PRIORITY = Short.MAX_VALUE;

    private final SchedulerClient scheduler;
    private final JdbcClient jdbc;
    private final Clock clock;

    ExportQueue(SchedulerClient scheduler, JdbcClient jdbc, Clock clock) {
        this.scheduler = scheduler;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Called inside the transaction that asks for the export, so that both happen or neither. */
    @EventListener
    void schedule(DeploymentRequested request) {
        schedule(request.checkpoint());
    }

    private void schedule(UUID checkpoint) {
        scheduler.scheduleIfNotExists(
                new TaskInstance.Builder<Void>(TASK, checkpoint.toString())
                        .priority(PRIORITY)
                        .build(),
                clock.instant());
    }

    /** Whether an export whose execution has just ended was asked for again meanwhile. */
    public boolean isWaiting(UUID checkpoint) {
        return jdbc.sql("select count(*) from deployment where checkpoint_id = :id and state = 'QUEUED'")
                        .param("id", checkpoint)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Schedules those that are not finished and have no task: nothing should have lost one, and nothing would find it. */
    public void scheduleForgotten() {
        jdbc.sql("""
                        select d.checkpoint_id from deployment d
                        where d.finished_at is null and not exists (
                          select from scheduled_tasks t
                          where t.task_name = :task and t.task_instance = d.checkpoint_id::text)
                        """).param("task", TASK).query(UUID.class).list().forEach(this::schedule);
    }
}
