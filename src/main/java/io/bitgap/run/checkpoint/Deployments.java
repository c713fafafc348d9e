package io.bitgap.run.checkpoint;

import io.bitgap.account.Action;
import io.bitgap.account.Audit;
import io.bitgap.account.AuditAction;
import io.bitgap.account.Requires;
import io.bitgap.json.CanonicalJson;
import io.bitgap.listing.Rows;
import io.bitgap.run.RunCompleted;
import io.bitgap.run.checkpoint.DeploymentState.Change;
import io.bitgap.training.TrainingPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Requests exports of checkpoints and records their results. Each change checks the state before it ({@link DeploymentState}). */
@Component
public class Deployments {
    /** A worker that dies this often over one checkpoint would do so again. */
    private static final int MAX_ATTEMPTS = 3;

    private static final String COLUMNS = """
            select checkpoint_id, state, reason_code, reason, requested_at, finished_at, images, simulated_top1,
              deployed_top1, equal_predictions, largest_logit_difference, output_step, fp32_bytes, packed_bytes,
              bit_operations, fp32_bit_operations, runtime, allowed_difference
            from deployment
            """;

    private final JdbcClient jdbc;
    private final CheckpointRecords records;
    private final CheckpointFiles files;
    private final ExportLog log;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Deployments(
            JdbcClient jdbc,
            CheckpointRecords records,
            CheckpointFiles files,
            ExportLog log,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.audit = audit;
        this.files = files;
        this.log = log;
        this.jdbc = jdbc;
        this.records = records;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Asks for an export; nothing happens where one is waiting or under way, or is done: exported files never change.
     *
     * @return the state after that
     */
    @Transactional
    @Requires(Action.EXPORT_CHECKPOINT)
    public Deployment request(UUID checkpoint) {
        int changed =
                change(checkpoint, Change.ASKED_FOR, """
                        insert into deployment (checkpoint_id, state, requested_at) values (:checkpoint, :to, :now)
                        on conflict (checkpoint_id) do update
                        set state = :to, attempts = 0, reason_code = null, reason = null, finished_at = null,
                          requested_at = :now
                        where deployment.state = any(:from)
                        """).param("now", now()).update();
        if (changed > 0) {
            audit.record(AuditAction.EXPORT_CHECKPOINT, checkpoint, null, null);
            events.publishEvent(new DeploymentRequested(checkpoint));
        }
        return find(checkpoint).orElseThrow();
    }

    /** A completed run's last checkpoint and its best are exported by themselves. */
    @EventListener
    @Transactional
    void export(RunCompleted run) {
        jdbc.sql("""
                        select id from checkpoint where run_id = :run and (last or coalesce(validation_top1, top1) = (
                          select max(coalesce(validation_top1, top1)) from checkpoint where run_id = :run))
                        order by last desc, epoch desc limit 2
                        """).param("run", run.runId()).query(UUID.class).list().forEach(this::request);
    }

    /**
     * A checkpoint to export.
     *
     * @param plan of its run
     */
    public record Work(CheckpointRecord checkpoint, TrainingPlan plan) {}

    /** A worker begins. Empty where the checkpoint is gone, was done meanwhile or has cost too many workers. */
    @Transactional
    public Optional<Work> begun(UUID checkpoint) {
        Optional<ExportLog.Subject> subject = log.lock(checkpoint);
        boolean mine = mayBegin(checkpoint);
        subject.filter(run -> mine).ifPresent(log::begun);
        return mine ? records.find(checkpoint).map(record -> new Work(record, plan(record.runId()))) : Optional.empty();
    }

    private TrainingPlan plan(UUID run) {
        String plan = jdbc.sql(
                        "select p.plan::text from run r join run_plan p on p.hash = r.plan_hash where r.id = :run")
                .param("run", run)
                .query(String.class)
                .single();
        return CanonicalJson.read(plan, TrainingPlan.class);
    }

    private boolean mayBegin(UUID checkpoint) {
        boolean mine = change(checkpoint, Change.BEGUN, """
                        update deployment set state = :to, attempts = attempts + 1
                        where checkpoint_id = :checkpoint and state = any(:from) and attempts < :most
                        """)
                        .param("most", MAX_ATTEMPTS)
                        .update()
                > 0;
        if (!mine) {
            failed(
                    checkpoint,
                    "export-lost",
                    "The worker was lost " + MAX_ATTEMPTS + " times while it exported this checkpoint.");
        }
        return mine;
    }

    /** The worker shuts down: the export waits for another, which does not count as an attempt. */
    @Transactional
    public void released(UUID checkpoint) {
        change(checkpoint, Change.HANDED_BACK, """
                        update deployment set state = :to, attempts = attempts - 1
                        where checkpoint_id = :checkpoint and state = any(:from)
                        """).update();
    }

    /** It is measured. */
    @Transactional
    public void done(UUID checkpoint, Deployment.DeploymentMetrics figures, List<CheckpointFile> files) {
        Optional<ExportLog.Subject> subject = log.lock(checkpoint);
        // a worker that was taken for dead may come with the same after another has done it
        if (measured(checkpoint, figures) > 0) {
            this.files.store(checkpoint, files);
            subject.ifPresent(run -> log.done(run, figures));
        }
    }

    private int measured(UUID checkpoint, Deployment.DeploymentMetrics figures) {
        return change(checkpoint, Change.MEASURED, """
                        update deployment
                        set state = :to, finished_at = :now, images = :images, simulated_top1 = :simulatedTop1,
                          deployed_top1 = :deployedTop1, equal_predictions = :equalPredictions,
                          largest_logit_difference = :largestLogitDifference, output_step = :outputStep,
                          fp32_bytes = :fp32Bytes, packed_bytes = :packedBytes, bit_operations = :bitOperations,
                          fp32_bit_operations = :fp32BitOperations, runtime = :runtime,
                          allowed_difference = :allowedDifference
                        where checkpoint_id = :checkpoint and state = any(:from)
                        """)
                .param("now", now())
                .param("images", figures.images())
                .param("simulatedTop1", figures.simulatedTop1())
                .param("deployedTop1", figures.deployedTop1())
                .param("equalPredictions", figures.equalPredictions())
                .param("largestLogitDifference", figures.largestLogitDifference())
                .param("outputStep", figures.outputStep())
                .param("fp32Bytes", figures.fp32Bytes())
                .param("packedBytes", figures.packedBytes())
                .param("bitOperations", figures.bitOperations())
                .param("fp32BitOperations", figures.fp32BitOperations())
                .param("runtime", figures.runtime())
                .param("allowedDifference", figures.allowedDifference())
                .update();
    }

    /** It cannot be done. */
    @Transactional
    public void failed(UUID checkpoint, String code, String reason) {
        Optional<ExportLog.Subject> subject = log.lock(checkpoint);
        int failed = change(checkpoint, Change.GIVEN_UP, """
                        update deployment set state = :to, finished_at = :now, reason_code = :code, reason = :reason
                        where checkpoint_id = :checkpoint and state = any(:from)
                        """)
                .param("now", now())
                .param("code", code)
                .param("reason", reason)
                .update();
        if (failed > 0) {
            subject.ifPresent(run -> log.failed(run, reason));
        }
    }

    private JdbcClient.StatementSpec change(UUID checkpoint, Change change, String sql) {
        return jdbc.sql(sql)
                .param("checkpoint", checkpoint)
                .param("to", change.to())
                .param("from", change.from());
    }

    public Optional<Deployment> find(UUID checkpoint) {
        return jdbc.sql(COLUMNS + "where checkpoint_id = :checkpoint")
                .param("checkpoint", checkpoint)
                .query((row, number) -> deployment(row))
                .optional();
    }

    /** Those of several checkpoints, by checkpoint. */
    public Map<UUID, Deployment> of(Collection<UUID> checkpoints) {
        return jdbc
                .sql(COLUMNS + "where checkpoint_id = any(:checkpoints)")
                .param("checkpoints", checkpoints.toArray(UUID[]::new))
                .query((row, number) -> deployment(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Deployment::checkpoint, Function.identity()));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Deployment deployment(ResultSet row) throws SQLException {
        DeploymentState state = DeploymentState.valueOf(row.getString("state"));
        return new Deployment(
                Rows.uuid(row, "checkpoint_id"),
                state,
                row.getString("reason_code"),
                row.getString("reason"),
                Rows.instant(row, "requested_at"),
                Rows.optionalInstant(row, "finished_at"),
                state == DeploymentState.DONE ? figures(row) : null);
    }

    private static Deployment.DeploymentMetrics figures(ResultSet row) throws SQLException {
        return new Deployment.DeploymentMetrics(
                row.getInt("images"),
                row.getDouble("simulated_top1"),
                row.getDouble("deployed_top1"),
                row.getDouble("equal_predictions"),
                row.getDouble("largest_logit_difference"),
                row.getDouble("output_step"),
                row.getLong("fp32_bytes"),
                row.getLong("packed_bytes"),
                row.getDouble("bit_operations"),
                row.getDouble("fp32_bit_operations"),
                row.getString("runtime"),
                row.getDouble("allowed_difference"));
    }
}
