package io.bitgap.worker;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.bitgap.format.IdGenerator;
import io.bitgap.run.RunQueued;
import io.bitgap.run.RunState;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.training.Limits;
import io.bitgap.training.Plans;
import io.bitgap.training.Recipe;
import io.bitgap.training.TrainingPlan;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Puts runs into the database and the queue as submitting an experiment does. */
@TestComponent
public class QueuedRuns {
    private final AtomicInteger position = new AtomicInteger();
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final IdGenerator ids;
    private final JsonMapper json;
    private final ObjectProvider<Scheduler> worker;

    QueuedRuns(
            JdbcClient jdbc,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            IdGenerator ids,
            JsonMapper json,
            ObjectProvider<Scheduler> worker) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.ids = ids;
        this.json = json;
        this.worker = worker;
    }

    static TrainingPlan plan(long seed, int epochs) {
        return Plans.of(
                "resnet8",
                "shapes10",
                null,
                Recipe.fineTuning()
                        .epochs(epochs)
                        .batchSize(32)
                        .learningRate(0.1)
                        .augmentation(false),
                new Limits(64, 32),
                seed);
    }

    /** Stores a run and queues it, in one transaction; a worker of this context looks at once. */
    UUID queue(TrainingPlan plan, int priority) {
        UUID run = ids.next();
        transactions.executeWithoutResult(status -> {
            store(run, plan, priority);
            events.publishEvent(new RunQueued(run, priority));
        });
        worker.ifAvailable(Scheduler::triggerCheckForDueExecutions);
        return run;
    }

    UUID queue(TrainingPlan plan) {
        return queue(plan, 0);
    }

    /** Stores a run that says it is queued, without telling the queue. */
    UUID store(TrainingPlan plan, int priority) {
        UUID run = ids.next();
        store(run, plan, priority);
        return run;
    }

    private void store(UUID run, TrainingPlan plan, int priority) {
        UUID experiment = ids.next();
        jdbc.sql("""
                        insert into experiment (id, slug, name, spec, created_by, created_at)
                        values (:id, :id::text, 'Queued', '{}', 'test', now())
                        """).param("id", experiment).update();
        jdbc.sql("""
                        with p as (
                          insert into run_plan (hash, plan) values (md5(:plan), :plan::jsonb) on conflict do nothing)
                        insert into run (id, experiment_id, position, method, setting, weight_bits, activation_bits, seed,
                          plan_hash, priority, state, max_attempts, epoch, epochs, step, steps, created_at,
                          queued_at, version)
                        values (:id, :experiment, :position, 'fp32', 'fp32', 32, 32, :seed,
                          md5(:plan), :priority, 'QUEUED', 3, 0, :epochs, 0, 0, now(),
                          now(), 0)
                        """)
                .param("id", run)
                .param("experiment", experiment)
                .param("position", position.incrementAndGet())
                .param("seed", plan.seed())
                .param("plan", json.writeValueAsString(plan))
                .param("priority", priority)
                .param("epochs", plan.recipe().epochs())
                .update();
    }

    RunState state(UUID run) {
        return jdbc.sql("select state from run where id = :run")
                .param("run", run)
                .query((row, number) -> RunState.valueOf(row.getString(1)))
                .single();
    }

    boolean hasTask(UUID run) {
        return jdbc.sql("select count(*) from scheduled_tasks where task_instance = :run")
                        .param("run", run.toString())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** States of the run's attempts, in order. */
    List<String> attempts(UUID run) {
        return jdbc.sql("select state from attempt where run_id = :run order by number")
                .param("run", run)
                .query(String.class)
                .list();
    }

    /** Whether each was handed back, in order. */
    List<Boolean> released(UUID run) {
        return jdbc.sql("select released from attempt where run_id = :run order by number")
                .param("run", run)
                .query(Boolean.class)
                .list();
    }

    /** The run's task, which a worker executes that seems to live. */
    void picked(UUID run, String worker) {
        jdbc.sql("""
                        insert into scheduled_tasks
                          (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version, priority)
                        values ('train-run', :run, now(), true, :worker, now() + interval '1 hour', 1, 0)
                        """).param("run", run.toString()).param("worker", worker).update();
    }

    /** Epochs of the run's recorded checkpoints, in order. */
    List<Integer> checkpoints(UUID run) {
        return jdbc.sql("select epoch from checkpoint where run_id = :run order by epoch")
                .param("run", run)
                .query(Integer.class)
                .list();
    }

    /** Files of the run's recorded checkpoints. */
    List<CheckpointFile> files(UUID run) {
        return jdbc.sql("""
                        select f.name, f.download_name, f.storage_key, f.size, f.sha256
                        from checkpoint_file f join checkpoint c on c.id = f.checkpoint_id
                        where c.run_id = :run
                        """).param("run", run).query(CheckpointFile.class).list();
    }

    /** Steps with a training loss, in order. */
    List<Long> measuredSteps(UUID run) {
        return jdbc.sql("select step from metric where run_id = :run and name = 'train/loss' order by step")
                .param("run", run)
                .query(Long.class)
                .list();
    }
}
