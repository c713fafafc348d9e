package io.bitgap.run;

import io.bitgap.listing.Rows;
import io.bitgap.training.Progress;
import io.bitgap.training.ResultWarning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as a line of a table: from one statement, whatever the number of lines.
 *
 * @param slug of its experiment
 * @param experiment name of its experiment
 * @param imagesPerSecond null before its first step
 * @param ptqTop1 of the quantized network before its first step; null for fp32 runs and those from random weights
 * @param gap fp32 top-1 of the same seed minus its own; null until both are completed
 * @param gapToControl the same of its control
 * @param warnings what makes its top-1 worth nothing
 * @param seconds from its first start to its end
 */
public record RunRow(
        UUID id,
        String slug,
        String experiment,
        @Nullable String network,
        @Nullable String dataset,
        String method,
        String setting,
        int weightBits,
        int activationBits,
        long seed,
        RunState state,
        @Nullable String reason,
        Progress progress,
        @Nullable Double imagesPerSecond,
        @Nullable Double top1,
        @Nullable Double bestTop1,
        @Nullable Double ptqTop1,
        @Nullable Double loss,
        @Nullable Double gap,
        @Nullable Double gapToControl,
        List<ResultWarning> warnings,
        @Nullable Double seconds,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    /** What {@link #of} reads. */
    public static final String COLUMNS = """
            r.id, e.slug, e.name as experiment, e.network, e.dataset, r.method, r.setting, r.weight_bits, r.activation_bits,
            r.seed, r.state, r.state_reason, r.epoch, r.epochs, r.step, r.steps, r.images_per_second, r.eta_seconds,
            r.last_top1, r.best_top1, r.ptq_top1, r.last_loss, r.created_at, r.started_at, r.finished_at,
            r.gap, r.gap_to_control, r.result_warnings, %s as seconds""".formatted(RunListing.SECONDS);

    public static RunRow of(ResultSet row, int number) throws SQLException {
        return new RunRow(
                Rows.uuid(row, "id"),
                row.getString("slug"),
                row.getString("experiment"),
                row.getString("network"),
                row.getString("dataset"),
                row.getString("method"),
                row.getString("setting"),
                row.getInt("weight_bits"),
                row.getInt("activation_bits"),
                row.getLong("seed"),
                RunState.valueOf(row.getString("state")),
                row.getString("state_reason"),
                RunSummary.progress(row),
                row.getObject("images_per_second", Double.class),
                row.getObject("last_top1", Double.class),
                row.getObject("best_top1", Double.class),
                row.getObject("ptq_top1", Double.class),
                row.getObject("last_loss", Double.class),
                row.getObject("gap", Double.class),
                row.getObject("gap_to_control", Double.class),
                Warnings.of(row.getString("result_warnings")),
                row.getObject("seconds", Double.class),
                Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "started_at"),
                Rows.optionalInstant(row, "finished_at"));
    }
}
