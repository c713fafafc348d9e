package io.bitgap.comparison.runs;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.bitgap.comparison.CsvTable;
import io.bitgap.comparison.MarkdownTable;
import io.bitgap.listing.SpreadsheetText;
import io.bitgap.run.RunName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Results and fields of a comparison as CSV and as Markdown. */
public final class RunComparisonText {
    private RunComparisonText() {}

    /** RFC 4180, one line a row: fractions with a point, empty where there is nothing. */
    public static String csv(RunComparison comparison) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    line("kind", "name", comparison.runs(), run -> run.id().toString()));
            csv.writeRecord(line("run", "name", comparison.runs(), run -> CsvTable.safe(name(run))));
            for (RunResult result : comparison.results()) {
                csv.writeRecord(line(
                        "result",
                        result.name(),
                        result.values(),
                        value -> value == null ? "" : SpreadsheetText.number(value)));
            }
            for (RunComparison.Field field : comparison.fields()) {
                csv.writeRecord(line(
                        "field", field.name(), field.values(), value -> value == null ? "" : CsvTable.safe(value)));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static <T> List<String> line(
            String kind, String name, List<T> values, java.util.function.Function<T, String> write) {
        List<String> fields = new ArrayList<>(List.of(kind, CsvTable.safe(name)));
        values.forEach(value -> fields.add(write.apply(value)));
        return fields;
    }

    /** GitHub Markdown: differences to the first run stand behind the values. */
    public static String markdown(RunComparison comparison) {
        StringBuilder text = new StringBuilder();
        row(text, "", comparison.runs().stream().map(RunComparisonText::name).toList());
        row(text, "---", Collections.nCopies(comparison.runs().size(), "---:"));
        for (RunResult result : comparison.results()) {
            row(
                    text,
                    result.label(),
                    IntStream.range(0, result.values().size())
                            .mapToObj(run -> (result.text(run) + " " + bracketed(result.difference(run))).strip())
                            .toList());
        }
        for (RunComparison.Field field : comparison.fields()) {
            row(
                    text,
                    field.name(),
                    field.values().stream()
                            .map(value -> value == null ? "–" : value)
                            .toList());
        }
        if (!comparison.notices().isEmpty()) {
            text.append('\n');
            comparison
                    .notices()
                    .forEach(notice ->
                            text.append("- ").append(MarkdownTable.safe(notice)).append('\n'));
        }
        return text.toString();
    }

    private static String bracketed(String difference) {
        return difference.isEmpty() ? "" : "(" + difference + ")";
    }

    private static String name(RunComparison.Compared run) {
        return run.label() + ": " + RunName.of(run.method(), run.setting(), run.seed());
    }

    private static void row(StringBuilder text, String first, List<String> values) {
        text.append("| ").append(MarkdownTable.safe(first));
        values.forEach(value -> text.append(" | ").append(MarkdownTable.safe(value)));
        text.append(" |\n");
    }
}
