package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Methods by settings: what was measured beside what was published. Page, JSON, CSV, Markdown and LaTeX are written from
 * this one object. Values are fractions; nothing in it is typed in, gaps are computed:
 *
 * <p>gap = mean over seeds of (fp32 top-1 of the seed - quantized top-1 of the same seed). Worked number: seeds 1 and 2,
 * fp32 0.90 and 0.92, 4 bits 0.89 and 0.90: gap = (0.01 + 0.02) / 2 = 0.015, mean 0.895, std = 0.00707.
 *
 * @param value which epoch's top-1 is measured
 * @param measure what the measured numbers are
 * @param columns the methods in the order of the spec
 * @param rows fp32, then the settings in the order of the spec
 * @param sources the sources of the published numbers in it, each once, as {@code kind: source}
 * @param notes what a reader must know about the published numbers that are shown
 */
public record ComparisonTable(
        Subject experiment,
        TableStyle style,
        MeasuredValue value,
        String measure,
        List<Column> columns,
        List<Row> rows,
        List<String> sources,
        List<String> notes) {
    /** Whose table it is. */
    public record Subject(
            UUID id, String slug, String name, String state, String network, String dataset, String levelConvention) {}

    /** One method; {@code publishedAs} is null for a method with options of its own, which nobody has published. */
    public record Column(String method, @Nullable String publishedAs) {}

    /** What a row's means are. */
    public enum RowKind {
        FP32("fp32"),
        TOP1("top1"),
        GAP("gap");

        private final String word;

        RowKind(String word) {
            this.word = word;
        }

        @JsonValue
        public String word() {
            return word;
        }
    }

    /** One setting, or the gap of one setting. The cells are in the order of the columns. */
    public record Row(
            String label, RowKind kind, String setting, int weightBits, int activationBits, List<Cell> cells) {}

    /** The place of a quote's source in {@link #sources}, from 1. */
    public int sourceNumber(Quote quote) {
        return sources.indexOf(quote.cited()) + 1;
    }

    /** Whether anybody has published a number for one of its cells. */
    public boolean anythingPublished() {
        return anythingPublished(rows);
    }

    private static boolean anythingPublished(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .anyMatch(cell -> cell.published().there());
    }

    /** @param measured in the order of the spec: methods, and settings within each */
    static ComparisonTable of(
            Subject subject, TableStyle style, MeasuredValue value, List<MeasuredCell> measured, Quotes quotes) {
        TableRows build = new TableRows(measured, quotes);
        List<Row> rows = new ArrayList<>();
        rows.add(build.fp32());
        for (MeasuredCell setting : build.settings()) {
            rows.add(build.top1(setting));
            if (style == TableStyle.PAPER_VS_OURS) {
                rows.add(build.gap(setting));
            }
        }
        return new ComparisonTable(
                subject,
                style,
                value,
                value.measure(),
                build.columns(),
                rows,
                Sources.of(rows),
                notes(subject, rows, quotes));
    }

    private static List<String> notes(Subject subject, List<Row> rows, Quotes quotes) {
        Set<String> notes = new LinkedHashSet<>();
        String trained = subject.network() + " on " + subject.dataset() + ".";
        if (quotes.empty()) {
            notes.add("Nobody has published numbers for " + trained);
        } else if (!anythingPublished(rows)) {
            notes.add("Nobody has published these methods for " + trained);
        }
        for (Row row : rows) {
            for (Cell cell : row.cells()) {
                String note = cell.published().note();
                if (note != null && row.kind() == RowKind.TOP1) {
                    notes.add("Published " + cell.method() + ": " + note + ".");
                }
            }
        }
        return List.copyOf(notes);
    }
}
