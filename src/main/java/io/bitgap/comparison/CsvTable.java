package io.bitgap.comparison;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.bitgap.experiment.SpreadsheetText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV (RFC 4180): one line a row, fractions with a point, empty where there is no number. Each method has its
 * measured columns and, in paper-vs-ours, its published ones.
 */
public final class CsvTable {
    private CsvTable() {}

    public static String of(ComparisonTable table) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(header(table));
            table.rows().forEach(row -> csv.writeRecord(record(table, row)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static List<String> header(ComparisonTable table) {
        List<String> header = new ArrayList<>(List.of("row", "weight_bits", "activation_bits"));
        for (ComparisonTable.Column column : table.columns()) {
            String method = safe(column.method());
            header.addAll(List.of(
                    method,
                    method + " state",
                    method + " std",
                    method + " n",
                    method + " min",
                    method + " max",
                    method + " current"));
            if (withPublished(table)) {
                header.addAll(List.of(method + " published", method + " kind", method + " source"));
            }
        }
        return header;
    }

    private static List<String> record(ComparisonTable table, ComparisonTable.Row row) {
        List<String> fields = new ArrayList<>(
                List.of(safe(row.label()), String.valueOf(row.weightBits()), String.valueOf(row.activationBits())));
        for (Cell cell : row.cells()) {
            fields.addAll(List.of(
                    number(cell.mean()),
                    cell.state().word(),
                    number(cell.std()),
                    String.valueOf(cell.n()),
                    number(cell.min()),
                    number(cell.max()),
                    number(cell.current())));
            if (withPublished(table)) {
                Quote quote = cell.published();
                fields.add(number(quote.shown(row.kind())));
                fields.add(quote.kind() == null ? quote.state().word() : quote.kind());
                fields.add(quote.source() == null ? "" : safe(quote.source()));
            }
        }
        return fields;
    }

    private static boolean withPublished(ComparisonTable table) {
        return table.style() == TableStyle.PAPER_VS_OURS;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : Decimal.of(value);
    }

    static String safe(String text) {
        return SpreadsheetText.safe(text);
    }
}
