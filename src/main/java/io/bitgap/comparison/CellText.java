package io.bitgap.comparison;

import io.bitgap.comparison.CellComparison.Reference;
import io.bitgap.comparison.ComparisonTable.RowKind;
import io.bitgap.comparison.significance.Interval;
import io.bitgap.format.Formats;
import java.util.List;
import java.util.stream.Collectors;

/** Formats a cell in per cent and percentage points; Markdown and LaTeX escape the result in their own ways. */
final class CellText {
    /** Stands behind a gap that was tested and cannot be told from nothing. */
    static final String INDISTINGUISHABLE = "≈";

    /** Stands behind one of which that is not known. */
    static final String UNKNOWN = "?";

    private static final Formats FIGURES = new Formats();

    private CellText() {}

    /** {@code 89.50 % ± 0.71 (n=2)}, or what its runs are doing. */
    private static String measured(ComparisonTable table, Cell cell, RowKind kind, int unsaid) {
        if (cell.mean() == null) {
            boolean now = cell.current() != null;
            String word = cell.state() == CellState.DONE ? "–" : cell.state().word();
            return now ? word + " (now " + FIGURES.percent(cell.current()) + ")" : word;
        }
        String value = kind.gap() ? FIGURES.points(cell.mean()) : FIGURES.percent(cell.mean());
        String spread = (cell.std() == null ? "" : " ± " + FIGURES.spread(cell.std()))
                + (table.severalSeeds() && cell.n() != unsaid ? " (n=" + cell.n() + ")" : "");
        String sure = kind.gap() ? mark(cell, kind == RowKind.GAP ? Reference.BASELINE : Reference.CONTROL) : "";
        String doubt = sure + (cell.doubtful() ? " ⚠" : "");
        return cell.state() == CellState.DONE
                ? value + spread + doubt
                : value + spread + doubt + " " + cell.state().word();
    }

    /** {@code [1.16, 2.57] ≈} behind a gap that was compared. */
    private static String mark(Cell cell, Reference to) {
        CellComparison comparison = cell.comparison();
        if (comparison == null || comparison.reference() != to) {
            return "";
        }
        Interval interval = comparison.judgement().interval();
        return (interval == null ? "" : " " + FIGURES.interval(interval.low(), interval.high()))
                + (!comparison.tested()
                        ? " " + UNKNOWN
                        : comparison.indistinguishable() ? " " + INDISTINGUISHABLE : "");
    }

    /** {@code 91.30 % (1), 91.80 % (2)*} with the numbers of their sources, or that nobody has published it. */
    static String published(ComparisonTable table, ResultOrigin side, Cell cell, RowKind kind) {
        List<ReportedResult> results = side.of(cell.published());
        if (results.isEmpty()) {
            return CellState.NOT_PUBLISHED.word();
        }
        return results.stream().map(result -> quoted(table, result, kind)).collect(Collectors.joining(", "));
    }

    /** One published number as it is shown: with the number of its source, and an asterisk where it has a note. */
    static String quoted(ComparisonTable table, ReportedResult result, RowKind kind) {
        Double shown = result.shown(kind);
        String value = kind.gap() ? FIGURES.points(shown) : FIGURES.percent(shown);
        String ours = result.difference() == null || kind != RowKind.TOP1
                ? ""
                : ", measured minus published " + FIGURES.points(result.difference());
        return value + " (" + table.sourceNumber(result) + ")" + (table.noted(result, kind) ? "*" : "") + ours;
    }

    /**
     * What stands in one side of a cell.
     *
     * @param unsaid the number of seeds that the caption tells, so that a cell that has it need not; 0 for none
     */
    static String of(ComparisonTable table, ResultOrigin side, Cell cell, RowKind kind, int unsaid) {
        if (side != ResultOrigin.MEASURED) {
            return published(table, side, cell, kind);
        }
        boolean withGap = table.style() == TableStyle.METHODS && kind == RowKind.TOP1 && cell.gap() != null;
        boolean withControl = withGap && cell.gapToControl() != null;
        return measured(table, cell, kind, unsaid)
                + (withGap ? ", gap " + FIGURES.points(cell.gap()) + mark(cell, Reference.BASELINE) : "")
                + (withControl
                        ? ", to control " + FIGURES.points(cell.gapToControl()) + mark(cell, Reference.CONTROL)
                        : "");
    }
}
