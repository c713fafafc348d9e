package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bitgap.run.Warnings;
import io.bitgap.training.ResultWarning;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One method at one setting. In a gap row mean, std, min and max are those of the gap.
 *
 * @param state done when every seed is
 * @param mean over the seeds that have completed; a fraction
 * @param std sample standard deviation; null for fewer than two seeds
 * @param n seeds that went into mean
 * @param gap mean over seeds of fp32 top-1 minus this cell's top-1 of the same seed; null in the fp32 row
 * @param control label of the row of its control; null without one
 * @param gapToControl as {@code gap}, of the control's top-1
 * @param comparison how sure the difference to its control is, or to fp32 where it has none: in the row of the setting and in that of
 *     this gap; null elsewhere, for other epochs than the last, and until a seed has completed with its reference
 * @param ptq mean top-1 of the quantized networks after calibration, before their first step, over the seeds that have completed
 * @param current mean top-1 so far of runs that are still training
 * @param done share of the cell's training that is done, 0..1
 * @param etaSeconds estimated seconds until its running seeds are done
 */
public record Cell(
        String method,
        CellState state,
        @Nullable Double mean,
        @Nullable Double std,
        int n,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double gap,
        @Nullable String control,
        @Nullable Double gapToControl,

        @Schema(
                description =
                        "How sure the difference to its control is, or to fp32 where it has none: in the row of the"
                                + " setting and in that of this gap; null elsewhere, for other epochs than the last, and until a"
                                + " seed has completed with its reference",
                nullable = true)
        @Nullable
        CellComparison comparison,

        @Nullable Double ptq,
        @Nullable Double current,
        double done,
        @Nullable Double etaSeconds,
        List<CellRun> runs,
        ReportedResult published) {

    /**
     * How far it falls short of fp32, or in its row of the control, for its colour: {@code near} is at most 0.5 points, {@code some}
     * at most 1.5, {@code wide} at most 4, {@code far} more; empty where there is no gap, one that says nothing, or one that
     * cannot be told from nothing.
     */
    public String distance(ComparisonTable.RowKind kind) {
        boolean toControl = kind == ComparisonTable.RowKind.GAP_TO_CONTROL;
        Double shown = toControl ? gapToControl : gap;
        if (kind.unquantized()
                || shown == null
                || warned(toControl ? Warnings.CONTROL : Warnings.BASELINE)
                || comparison != null && comparison.indistinguishable()) {
            return "";
        }
        return shown <= 0.005 ? "near" : shown <= 0.015 ? "some" : shown <= 0.04 ? "wide" : "far";
    }

    /** Sources of published numbers whose options its runs have. */
    @JsonProperty
    public List<String> reproduces() {
        return published.all().stream()
                .filter(result -> List.of().equals(result.differs()))
                .flatMap(result -> Stream.ofNullable(result.source()))
                .distinct()
                .toList();
    }

    /** Whether it has a warning, or one of its runs; it is among the notes of the table. */
    public boolean doubtful() {
        return warnings().findAny().isPresent();
    }

    private boolean warned(String code) {
        return warnings().anyMatch(warning -> warning.code().equals(code));
    }

    /** Those of its runs, and its own. */
    Stream<ResultWarning> warnings() {
        return Stream.concat(runs.stream().flatMap(run -> run.warnings().stream()), ownWarnings().stream());
    }

    /** Of what its runs are together. */
    List<ResultWarning> ownWarnings() {
        return comparison == null ? List.of() : comparison.warnings();
    }

    /**
     * @param control label of the row of its control; null without one
     * @param comparison null for a row that it is not about
     */
    static Cell of(
            String column,
            MeasuredCell measured,
            ComparisonTable.RowKind kind,
            @Nullable String control,
            @Nullable CellComparison comparison,
            ReportedResult published) {
        Spread shown = switch (kind) {
            case FP32, CONTROL, TOP1 -> measured.top1();
            case GAP -> measured.gap();
            case GAP_TO_CONTROL -> measured.gapToControl();
        };
        List<CellRun> runs = measured.runs();
        double done = runs.stream().mapToDouble(CellRun::done).average().orElse(0);
        Double eta = runs.stream()
                .flatMap(run -> Stream.ofNullable(run.etaSeconds()))
                .max(Double::compare)
                .orElse(null);
        return new Cell(
                column,
                measured.state(),
                shown.mean(),
                shown.std(),
                shown.n(),
                shown.min(),
                shown.max(),
                measured.gap().mean(),
                control,
                measured.gapToControl().mean(),
                comparison,
                measured.ptq(),
                kind.gap() ? null : measured.current(),
                done,
                eta,
                runs,
                published);
    }

    static Cell notRun(String column, ReportedResult published) {
        return new Cell(
                column,
                CellState.NOT_RUN,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                List.of(),
                published);
    }
}
