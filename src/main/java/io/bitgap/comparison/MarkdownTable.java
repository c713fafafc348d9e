package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.RowKind;
import io.bitgap.experiment.Figures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table as GitHub Markdown, in per cent; gaps in percentage points. */
public final class MarkdownTable {
    private static final Figures FIGURES = new Figures();

    private MarkdownTable() {}

    public static String of(ComparisonTable table) {
        StringBuilder text = new StringBuilder();
        boolean published = table.style() == TableStyle.PAPER_VS_OURS;
        ComparisonTable.Subject subject = table.experiment();
        text.append("**").append(safe(subject.name())).append("**: ").append(safe(subject.network()));
        text.append(" on ")
                .append(safe(subject.dataset()))
                .append("; ")
                .append(table.measure())
                .append("\n\n");

        List<String> header = new ArrayList<>(List.of("bits"));
        for (ComparisonTable.Column column : table.columns()) {
            header.add(safe(column.method()));
            if (published) {
                header.add(safe(column.method()) + " published");
            }
        }
        line(text, header);
        line(text, Collections.nCopies(header.size(), "---:"));
        for (ComparisonTable.Row row : table.rows()) {
            List<String> fields = new ArrayList<>(List.of(safe(row.label())));
            for (Cell cell : row.cells()) {
                fields.add(measured(cell, row.kind()));
                if (published) {
                    fields.add(published(table, cell.published(), row.kind()));
                }
            }
            line(text, fields);
        }
        if (published && !table.sources().isEmpty()) {
            text.append("\nPublished:\n\n");
            for (String source : table.sources()) {
                text.append(table.sources().indexOf(source) + 1)
                        .append(". ")
                        .append(safe(source))
                        .append('\n');
            }
        }
        if (published && !table.notes().isEmpty()) {
            text.append('\n');
            table.notes().forEach(note -> text.append("- ").append(safe(note)).append('\n'));
        }
        return text.toString();
    }

    private static String measured(Cell cell, RowKind kind) {
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

    private static String published(ComparisonTable table, Quote quote, RowKind kind) {
        if (!quote.there()) {
            return quote.state().word();
        }
        String value = kind == RowKind.GAP ? FIGURES.points(quote.gap()) : FIGURES.percent(quote.top1());
        return value + " (" + table.sourceNumber(quote) + ")";
    }

    private static void line(StringBuilder text, List<String> fields) {
        text.append("| ").append(String.join(" | ", fields)).append(" |\n");
    }

    /** Labels come from users: no cell may end early, start markup or break the line. */
    static String safe(String text) {
        return text.replaceAll("[\\r\\n\\t]+", " ").replaceAll("([\\\\`*_\\[\\]<>|~])", "\\\\$1");
    }
}
