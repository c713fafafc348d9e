package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.comparison.ComparisonTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table as LaTeX: a {@code table} environment with booktabs rules, in UTF-8. Values are those of the page, per cent and
 * percentage points; the sources of published ones stand below the rules under their numbers, and notes about numbers behind
 * them. How many seeds a number has stands in the caption, and in those cells that have another number of them.
 */
public final class LatexTable {
    private static final String END = " \\\\\n";
    /** A hyphen that is a minus: in front of a number, and no part of a name. */
    private static final Pattern MINUS = Pattern.compile("(?<![^ (])-(?=\\d)");

    private LatexTable() {}

    /** @param name what the label calls it: {@code tab:name} */
    public static String of(ComparisonTable table, String name) {
        String text = environment(table, name);
        String engine =
                LatexText.forPdflatex(text) ? "" : "% compile with xelatex or lualatex: pdflatex lacks some letters\n";
        return engine + "% needs \\usepackage{booktabs}\n" + text;
    }

    private static String environment(ComparisonTable table, String name) {
        int sides = table.shownSides().size();
        StringBuilder text = new StringBuilder("\\begin{table}\n\\centering\n");
        text.append("\\caption{")
                .append(LatexText.of(table.caption() + seeds(table)))
                .append("}\n\\label{tab:")
                .append(name)
                .append("}\n");
        text.append("\\begin{tabular}{l")
                .append("r".repeat(table.columns().size() * sides))
                .append("}\n\\toprule\n");
        text.append(sides == 1 ? head(table.columns()) : head(table.columns(), table.shownSides()));
        text.append("\\midrule\n");
        int usualSeeds = table.usualSeeds();
        boolean unquantized = true;
        for (Row row : table.rows()) {
            if (row.kind().unquantized() != unquantized) {
                text.append("\\midrule\n");
            }
            unquantized = row.kind().unquantized();
            text.append(row(table, row, usualSeeds));
        }
        text.append("\\bottomrule\n\\end{tabular}\n");
        return text.append(below(table)).append("\\end{table}\n").toString();
    }

    private static String seeds(ComparisonTable table) {
        return table.severalSeeds()
                ? "; n=" + table.usualSeeds() + (table.evenSeeds() ? "" : " where a cell says nothing else")
                : "";
    }

    private static String head(List<Column> columns) {
        return columns.stream()
                .map(column -> " & " + LatexText.of(column.label()))
                .collect(Collectors.joining("", "bits", END));
    }

    private static String head(List<Column> columns, List<ResultOrigin> sides) {
        StringBuilder methods = new StringBuilder();
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            int first = 2 + sides.size() * i;
            methods.append(" & \\multicolumn{")
                    .append(sides.size())
                    .append("}{c}{")
                    .append(LatexText.of(columns.get(i).label()))
                    .append('}');
            rules.append("\\cmidrule(lr){")
                    .append(first)
                    .append('-')
                    .append(first + sides.size() - 1)
                    .append('}');
        }
        String heads = sides.stream().map(side -> " & " + side.word()).collect(Collectors.joining());
        return methods + END + rules + "\nbits" + heads.repeat(columns.size()) + END;
    }

    private static String row(ComparisonTable table, Row row, int usualSeeds) {
        List<String> fields = new ArrayList<>(List.of(LatexText.of(row.label())));
        for (Cell cell : row.cells()) {
            table.shownSides().forEach(side -> {
                String shown = CellText.of(table, side, cell, row.kind(), usualSeeds);
                fields.add(LatexText.of(MINUS.matcher(shown).replaceAll("\u2212")));
            });
        }
        return String.join(" & ", fields) + END;
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
