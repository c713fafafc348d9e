package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.comparison.ComparisonTable.Row;
import io.bitgap.comparison.ComparisonTable.RowKind;
import io.bitgap.experiment.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as LaTeX: a {@code table} environment with booktabs rules, in UTF-8. Values are those of the page, per cent and
 * percentage points; the sources of published ones stand below the rules under their numbers.
 */
public final class LatexTable {
    private static final Figures FIGURES = new Figures();
    private static final String END = " \\\\\n";

    private LatexTable() {}

    public static String of(ComparisonTable table) {
        boolean published = table.style() == TableStyle.PAPER_VS_OURS;
        StringBuilder text = new StringBuilder("% needs \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
        text.append("\\caption{").append(caption(table)).append("}\n");
        int values = table.columns().size() * (published ? 2 : 1);
        text.append("\\begin{tabular}{l").append("r".repeat(values)).append("}\n\\toprule\n");
        text.append(published ? headOfPairs(table.columns()) : head(table.columns()));
        text.append("\\midrule\n");
        for (Row row : table.rows()) {
            text.append(row(table, row, published));
            if (row.kind() == RowKind.FP32) {
                text.append("\\midrule\n");
            }
        }
        text.append("\\bottomrule\n\\end{tabular}\n");
        if (published) {
            text.append(below(table));
        }
        return text.append("\\end{table}\n").toString();
    }

    private static String caption(ComparisonTable table) {
        ComparisonTable.Subject subject = table.experiment();
        String trained = subject.network() + " on " + subject.dataset();
        return LatexText.of(subject.name() + ": " + trained + "; " + table.measure());
    }

    private static String head(List<Column> columns) {
        return columns.stream()
                .map(column -> " & " + LatexText.of(column.method()))
                .collect(Collectors.joining("", "bits", END));
    }

    private static String headOfPairs(List<Column> columns) {
        StringBuilder methods = new StringBuilder();
        StringBuilder rules = new StringBuilder();
        for (Column column : columns) {
            int first = 2 + 2 * columns.indexOf(column);
            methods.append(" & \\multicolumn{2}{c}{")
                    .append(LatexText.of(column.method()))
                    .append('}');
            rules.append("\\cmidrule(lr){")
                    .append(first)
                    .append('-')
                    .append(first + 1)
                    .append('}');
        }
        return methods + END + rules + "\nbits" + " & measured & published".repeat(columns.size()) + END;
    }

    private static String row(ComparisonTable table, Row row, boolean published) {
        List<String> fields = new ArrayList<>(List.of(LatexText.of(row.label())));
        for (Cell cell : row.cells()) {
            fields.add(LatexText.of(CellText.measured(cell, row.kind())));
            if (published) {
                fields.add(LatexText.of(published(table, cell.published(), row.kind())));
            }
        }
        return String.join(" & ", fields) + END;
    }

    /** With the other sources' numbers behind the first, as on the page. */
    private static String published(ComparisonTable table, Quote quote, RowKind kind) {
        StringBuilder text = new StringBuilder(CellText.published(table, quote, kind));
        if (kind != RowKind.GAP) {
            for (Quote other : quote.others()) {
                text.append(", ")
                        .append(FIGURES.percent(other.top1()))
                        .append(" (")
                        .append(table.sourceNumber(other))
                        .append(')');
            }
        }
        return text.toString();
    }

    private static String below(ComparisonTable table) {
        List<String> lines = new ArrayList<>();
        for (String source : table.sources()) {
            lines.add("(" + (lines.size() + 1) + ") " + source);
        }
        lines.addAll(table.notes());
        return lines.isEmpty()
                ? ""
                : lines.stream()
                        .map(line -> LatexText.of(line) + "\\par\n")
                        .collect(Collectors.joining(
                                "",
                                "\n\\medskip\n\\begin{minipage}{\\linewidth}\\footnotesize\n",
                                "\\end{minipage}\n"));
    }
}
