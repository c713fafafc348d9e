package io.bitgap.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table as GitHub Markdown, in per cent; gaps in percentage points. */
public final class MarkdownTable {
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
                fields.add(CellText.measured(cell, row.kind()));
                if (published) {
                    fields.add(CellText.published(table, cell.published(), row.kind()));
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

    private static void line(StringBuilder text, List<String> fields) {
        text.append("| ").append(String.join(" | ", fields)).append(" |\n");
    }

    /** Labels come from users: no cell may end early, start markup or break the line. */
    static String safe(String text) {
        return text.replaceAll("[\\r\\n\\t]+", " ").replaceAll("([\\\\`*_\\[\\]<>|~])", "\\\\$1");
    }
}
