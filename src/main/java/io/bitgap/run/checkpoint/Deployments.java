package io.bitgap.run.checkpoint;

import io.bitgap.json.CanonicalJson;
import io.bitgap.run.RunCompleted;
import io.bitgap.training.TrainingPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Exports of checkpoints: asked for, worked on, measured. Each change checks the state before it. */
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
    private final CheckpointLookup records;
    private final ExportLog log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Deployments(
            JdbcClient jdbc, CheckpointLookup records, ExportLog log, ApplicationEventPublisher events, Clock clock) {
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
    public Deployment request(UUID checkpoint) {
        int changed = jdbc.sql("""
                        insert into deployment (checkpoint_id, state, requested_at) values (:checkpoint, 'QUEUED', :now)
                        on conflict (checkpoint_id) do update
                        set state = 'QUEUED', attempts = 0, reason_code = null, reason = null, finished_at = null,
                          requested_at = :now
                        where deployment.state = 'FAILED'
                        """)
                .param("checkpoint", checkpoint)
                .param("now", now())
                .update();
        if (changed > 0) {
            events.publishEvent(new DeploymentRequested(checkpoint));
        }
        return find(checkpoint).orElseThrow();
    }

    /** A completed run's last checkpoint and its best are exported by themselves. */
    @EventListener
    @Transactional
    void export(RunCompleted run) {
        jdbc.sql("""
                        select id from checkpoint where run_id = :run and (last or top1 = (
                          select max(top1) from checkpoint where run_id = :run))
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
        boolean mine = jdbc.sql("""
                        update deployment set state = 'RUNNING', attempts = attempts + 1
                        where checkpoint_id = :checkpoint and state in ('QUEUED', 'RUNNING') and attempts < :most
                        """)
                        .param("checkpoint", checkpoint)
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
        jdbc.sql("""
                        update deployment set state = 'QUEUED', attempts = attempts - 1
                        where checkpoint_id = :checkpoint and state = 'RUNNING'
                        """).param("checkpoint", checkpoint).update();
    }

    /** It is measured. */
    @Transactional
    public void done(UUID checkpoint, Deployment.DeploymentMetrics figures, List<CheckpointFile> files) {
        Optional<ExportLog.Subject> subject = log.lock(checkpoint);
        store(checkpoint, files);
        if (measured(checkpoint, figures) > 0) {
            subject.ifPresent(run -> log.done(run, figures));
        }
    }

    private void store(UUID checkpoint, List<CheckpointFile> files) {
        for (CheckpointFile file : files) {
            jdbc.sql("""
                            insert into checkpoint_file (checkpoint_id, name, download_name, storage_key, size, sha256)
                            values (:checkpoint, :name, :downloadName, :storageKey, :size, :sha256)
                            """)
                    .param("checkpoint", checkpoint)
                    .param("name", file.name())
                    .param("downloadName", file.downloadName())
                    .param("storageKey", file.storageKey())
                    .param("size", file.size())
                    .param("sha256", file.sha256())
                    .update();
        }
    }

    private int measured(UUID checkpoint, Deployment.DeploymentMetrics figures) {
        return jdbc.sql("""
                        update deployment
                        set state = 'DONE', finished_at = :now, images = :images, simulated_top1 = :simulatedTop1,
                          deployed_top1 = :deployedTop1, equal_predictions = :equalPredictions,
                          largest_logit_difference = :largestLogitDifference, output_step = :outputStep,
                          fp32_bytes = :fp32Bytes, packed_bytes = :packedBytes, bit_operations = :bitOperations,
                          fp32_bit_operations = :fp32BitOperations, runtime = :runtime,
                          allowed_difference = :allowedDifference
                        where checkpoint_id = :checkpoint and state = 'RUNNING'
                        """)
                .param("checkpoint", checkpoint)
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
        int failed = jdbc.sql("""
                        update deployment set state = 'FAILED', finished_at = :now, reason_code = :code, reason = :reason
                        where checkpoint_id = :checkpoint and state in ('QUEUED', 'RUNNING')
                        """)
                .param("checkpoint", checkpoint)
                .param("now", now())
                .param("code", code)
                .param("reason", reason)
                .update();
        if (failed > 0) {
            subject.ifPresent(run -> log.failed(run, reason));
        }
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
        Deployment.State state = Deployment.State.valueOf(row.getString("state"));
        return new Deployment(
                row.getObject("checkpoint_id", UUID.class),
                state,
                row.getString("reason_code"),
                row.getString("reason"),
                row.getTimestamp("requested_at").toInstant(),
                instant(row.getTimestamp("finished_at")),
                state == Deployment.State.DONE ? figures(row) : null);
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

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
