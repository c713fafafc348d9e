package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bitgap.run.Warnings;
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
 * @param ptq mean top-1 of the quantized networks after calibration alone, over the seeds that have one
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
        @Nullable Double ptq,
        @Nullable Double current,
        double done,
        @Nullable Double etaSeconds,
        List<CellRun> runs,
        ReportedResult published) {

    /**
     * How far it falls short of fp32, or in its row of the control, for its colour: {@code near} is at most 0.5 points, {@code some}
     * at most 1.5, {@code wide} at most 4, {@code far} more; empty where there is no gap, or one that says nothing.
     */
    public String distance(ComparisonTable.RowKind kind) {
        boolean toControl = kind == ComparisonTable.RowKind.GAP_TO_CONTROL;
        Double shown = toControl ? gapToControl : gap;
        if (kind.unquantized() || shown == null || warned(toControl ? Warnings.CONTROL : Warnings.BASELINE)) {
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

    /** Whether one of its runs has a warning; it is among the notes of the table. */
    public boolean doubtful() {
        return runs.stream().anyMatch(run -> !run.warnings().isEmpty());
    }

    private boolean warned(String code) {
        return runs.stream()
                .flatMap(run -> run.warnings().stream())
                .anyMatch(warning -> warning.code().equals(code));
    }

    /** @param control label of the row of its control; null without one */
    static Cell of(
            String column,
            MeasuredCell measured,
            ComparisonTable.RowKind kind,
            @Nullable String control,
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
                0,
                null,
                List.of(),
                published);
    }
}
