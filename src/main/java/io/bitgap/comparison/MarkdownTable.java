package io.bitgap.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table as GitHub Markdown, in per cent; gaps in percentage points. */
public final class MarkdownTable {
    private MarkdownTable() {}

    public static String of(ComparisonTable table) {
        StringBuilder text = new StringBuilder();
        text.append("**").append(safe(table.title())).append("**: ");
        text.append(safe(table.caption().substring(table.title().length() + 2))).append("\n\n");

        List<String> header = new ArrayList<>(List.of("bits"));
        for (ComparisonTable.Column column : table.columns()) {
            for (ResultOrigin side : table.shownSides()) {
                boolean alone =
                        side == ResultOrigin.MEASURED || table.shownSides().size() == 1;
                header.add(safe(column.label()) + (alone ? "" : " " + side.word()));
            }
        }
        line(text, header);
        line(text, Collections.nCopies(header.size(), "---:"));
        for (ComparisonTable.Row row : table.rows()) {
            List<String> fields = new ArrayList<>(List.of(safe(row.label())));
            for (Cell cell : row.cells()) {
                table.shownSides().forEach(side -> fields.add(safe(CellText.of(table, side, cell, row.kind(), 0))));
            }
            line(text, fields);
        }
        if (!table.sources().isEmpty()) {
            text.append("\nPublished:\n\n");
            for (String source : table.sources()) {
                text.append(table.sources().indexOf(source) + 1)
                        .append(". ")
                        .append(safe(source))
                        .append('\n');
            }
        }
        List<String> notes = new ArrayList<>(table.notes());
        notes.addAll(table.remarks());
        if (!notes.isEmpty()) {
            text.append('\n');
            notes.forEach(note -> text.append("- ").append(safe(note)).append('\n'));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> fields) {
        text.append("| ").append(String.join(" | ", fields)).append(" |\n");
    }

    /** Labels come from users: no cell may end early, start markup or break the line. */
    public static String safe(String text) {
        return text.replaceAll("[\\r\\n\\t]+", " ").replaceAll("([\\\\`*_\\[\\]<>|~])", "\\\\$1");
    }
}
