package io.bitgap.run;

import io.bitgap.listing.Rows;
import io.bitgap.training.Progress;
import io.bitgap.training.ResultWarning;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as lists have it: as {@link RunView}, but of its attempts the last one, of its checkpoints two ids, and what its
 * quantizers cost not at all.
 *
 * @param queuePosition runs that start before this one, 0 = next; null unless QUEUED
 * @param attempt the last one; null before the first
 */
public record RunSummary(
        UUID id,
        UUID experiment,

        @Schema(description = "What it is in its experiment: baseline, control or quantized")
        RunPurpose purpose,

        String method,
        String setting,
        int weightBits,
        int activationBits,
        long seed,
        RunState state,
        @Nullable String stateReason,

        @Schema(description = "What may be posted to it now: pause, resume, cancel, retry")
        List<String> allowedActions,

        @Schema(description = "The last attempt; GET /runs/{id} has all of them", nullable = true)
        RunView.@Nullable Attempt attempt,

        Progress progress,
        @Nullable Integer queuePosition,
        RunView.Metrics metrics,

        @Schema(description = RunView.GAP, nullable = true) @Nullable
        Double gap,

        @Schema(description = RunView.GAP_TO_CONTROL, nullable = true) @Nullable
        Double gapToControl,

        @Schema(description = RunView.REPRODUCES) List<String> reproduces,

        @Schema(description = "What makes the top-1 of the last epoch worth nothing; empty where nothing does")
        List<ResultWarning> warnings,

        @Schema(
                description = "Id of the checkpoint of its last evaluated epoch; GET /runs/{id} has all",
                nullable = true)
        @Nullable
        UUID lastCheckpoint,

        @Schema(
                description =
                        "Id of the checkpoint with the best top-1, on the validation images where there are some; of equal ones the latest",
                nullable = true)
        @Nullable
        UUID bestCheckpoint,

        @Nullable UUID baseline,

        @Schema(description = RunView.CONTROL, nullable = true) @Nullable
        UUID control,

        @Nullable UUID startsFrom,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Runs of those ids with all that {@link #of} reads, but for the place in the queue; without their plans. */
    static final String SELECT = """
            select r.id, r.experiment_id, r.purpose, r.method, r.setting, r.weight_bits, r.activation_bits, r.seed, r.state,
                   r.state_reason, r.epoch, r.epochs, r.step, r.steps, r.images_per_second, r.eta_seconds, r.best_top1,
                   r.last_top1, r.last_top5, r.ptq_top1, r.gap, r.gap_to_control, r.reproductions, r.result_warnings,
                   r.baseline_id, r.control_id, r.parent_id, r.created_at, r.started_at, r.finished_at,
                   a.number, a.worker, a.device, a.processor, a.threads, a.state as attempt_state, a.released,
                   a.reason as attempt_reason, a.note as attempt_note, a.started_at as attempt_started_at, a.ended_at as attempt_ended_at,
                   (select id from checkpoint where run_id = r.id order by epoch desc limit 1) as last_checkpoint,
                   (select id from checkpoint where run_id = r.id order by coalesce(validation_top1, top1) desc, epoch desc limit 1)
                     as best_checkpoint
            from run_result r
            left join lateral (select * from attempt where run_id = r.id order by number desc limit 1) a on true
            where r.id = any(:ids)
            """;

    static RunSummary of(ResultSet row, @Nullable Integer queuePosition) throws SQLException {
        RunState state = RunState.valueOf(row.getString("state"));
        return new RunSummary(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "experiment_id"),
                RunPurpose.valueOf(row.getString("purpose")),
                row.getString("method"),
                row.getString("setting"),
                row.getInt("weight_bits"),
                row.getInt("activation_bits"),
                row.getLong("seed"),
                state,
                row.getString("state_reason"),
                RunAction.words(state.actions()),
                attempt(row),
                progress(row),
                queuePosition,
                RunView.Metrics.of(row),
                row.getObject("gap", Double.class),
                row.getObject("gap_to_control", Double.class),
                Reproductions.exact(row.getString("reproductions")),
                Warnings.of(row.getString("result_warnings")),
                Rows.uuid(row, "last_checkpoint"),
                Rows.uuid(row, "best_checkpoint"),
                Rows.uuid(row, "baseline_id"),
                Rows.uuid(row, "control_id"),
                Rows.uuid(row, "parent_id"),
                Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "started_at"),
                Rows.optionalInstant(row, "finished_at"));
    }

    private static RunView.@Nullable Attempt attempt(ResultSet row) throws SQLException {
        Integer number = row.getObject("number", Integer.class);
        return number == null
                ? null
                : new RunView.Attempt(
                        number,
                        row.getString("worker"),
                        row.getString("device"),
                        row.getString("processor"),
                        row.getObject("threads", Integer.class),
                        row.getString("attempt_state"),
                        row.getBoolean("released"),
                        row.getString("attempt_reason"),
                        row.getString("attempt_note"),
                        Rows.instant(row, "attempt_started_at"),
                        Rows.optionalInstant(row, "attempt_ended_at"));
    }

    static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                row.getInt("epoch"),
                row.getInt("epochs"),
                row.getInt("step"),
                row.getInt("steps"),
                row.getDouble("images_per_second"),
                row.getDouble("eta_seconds"));
    }
}
