package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.RowKind;
import io.bitgap.experiment.Figures;

/** A cell in plain words, per cent and percentage points: what Markdown and LaTeX then escape, each in its way. */
final class CellText {
    private static final Figures FIGURES = new Figures();

    private CellText() {}

    /** {@code 89.50 % ± 0.71 (n=2)}, or what its runs are doing. */
    static String measured(Cell cell, RowKind kind) {
        if (cell.mean() == null) {
            boolean now = kind != RowKind.GAP && cell.current() != null;
            String word = kind == RowKind.GAP && cell.state() == CellState.DONE
                    ? "–"
                    : cell.state().word();
            return now ? word + " (now " + FIGURES.percent(cell.current()) + ")" : word;
        }
        String value = kind == RowKind.GAP ? FIGURES.points(cell.mean()) : FIGURES.percent(cell.mean());
        String spread = cell.std() == null ? "" : " ± " + FIGURES.spread(cell.std()) + " (n=" + cell.n() + ")";
        return cell.state() == CellState.DONE
                ? value + spread
                : value + spread + " " + cell.state().word();
    }

    /** {@code 91.30 % (1)} with the number of its source, or that nobody has published it. */
    static String published(ComparisonTable table, Quote quote, RowKind kind) {
        if (!quote.there()) {
            return quote.state().word();
        }
        String value = kind == RowKind.GAP ? FIGURES.points(quote.gap()) : FIGURES.percent(quote.top1());
        return value + " (" + table.sourceNumber(quote) + ")";
    }
}
