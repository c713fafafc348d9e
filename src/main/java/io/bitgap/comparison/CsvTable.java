package io.bitgap.comparison;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.bitgap.comparison.significance.Interval;
import io.bitgap.comparison.significance.Judgement;
import io.bitgap.listing.SpreadsheetText;
import io.bitgap.training.ResultWarning;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV (RFC 4180): one line a row, fractions with a point, empty where there is no number. Each method has its
 * measured columns and, in paper-vs-ours, its published ones.
 */
public final class CsvTable {
    /** The measured columns of a method, behind its name. */
    private static final List<String> MEASURED =
            List.of("", "state", "std", "n", "min", "max", "gap", "gap to control", "control", "ptq", "current");

    /** How sure the gap is, behind those. */
    private static final List<String> COMPARED = List.of(
            "reference", "interval low", "interval high", "test", "p", "adjusted p", "verdict", "verdict reason");

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
            String method = safe(column.label());
            for (ResultOrigin side : table.shownSides()) {
                if (side == ResultOrigin.MEASURED) {
                    MEASURED.forEach(name -> header.add(name.isEmpty() ? method : method + " " + name));
                    COMPARED.forEach(name -> header.add(method + " " + name));
                    header.add(method + " warnings");
                } else {
                    String named = method + " " + side.word();
                    header.addAll(List.of(
                            named,
                            method + " " + kind(side),
                            method + " " + source(side),
                            named + " others",
                            named + " difference",
                            named + " options"));
                }
            }
        }
        return header;
    }

    private static String kind(ResultOrigin side) {
        return side == ResultOrigin.PUBLISHED ? "kind" : side.word() + " kind";
    }

    private static String source(ResultOrigin side) {
        return side == ResultOrigin.PUBLISHED ? "source" : side.word() + " source";
    }

    private static List<String> record(ComparisonTable table, ComparisonTable.Row row) {
        List<String> fields = new ArrayList<>(
                List.of(safe(row.label()), String.valueOf(row.weightBits()), String.valueOf(row.activationBits())));
        for (Cell cell : row.cells()) {
            for (ResultOrigin side : table.shownSides()) {
                fields.addAll(side == ResultOrigin.MEASURED ? measured(cell) : published(side, cell, row.kind()));
            }
        }
        return fields;
    }

    private static List<String> measured(Cell cell) {
        List<String> fields = new ArrayList<>(List.of(
                number(cell.mean()),
                cell.state().word(),
                number(cell.std()),
                String.valueOf(cell.n()),
                number(cell.min()),
                number(cell.max()),
                number(cell.gap()),
                number(cell.gapToControl()),
                safe(Objects.requireNonNullElse(cell.control(), "")),
                number(cell.ptq()),
                number(cell.current())));
        fields.addAll(compared(cell.comparison()));
        fields.add(cell.warnings().map(ResultWarning::code).distinct().collect(Collectors.joining(" ")));
        return fields;
    }

    private static List<String> compared(@Nullable CellComparison comparison) {
        if (comparison == null) {
            return Collections.nCopies(COMPARED.size(), "");
        }
        Judgement judgement = comparison.judgement();
        Interval interval = judgement.interval();
        return List.of(
                comparison.reference().word(),
                number(interval == null ? null : interval.low()),
                number(interval == null ? null : interval.high()),
                judgement.test().word(),
                number(judgement.p()),
                number(judgement.adjustedP()),
                judgement.verdict().word(),
                judgement.reason());
    }

    /** The first number, who says so, and the others in one field as {@code 0.918 (reproduction: mx_quant_op README)}. */
    private static List<String> published(ResultOrigin side, Cell cell, ComparisonTable.RowKind kind) {
        List<ReportedResult> results = side.of(cell.published());
        if (results.isEmpty()) {
            return List.of("", CellState.NOT_PUBLISHED.word(), "", "", "", "");
        }
        ReportedResult first = results.get(0);
        String others = results.stream()
                .skip(1)
                .map(result -> number(result.shown(kind)) + " (" + result.cited() + ")")
                .collect(Collectors.joining("; "));
        return List.of(
                number(first.shown(kind)),
                Objects.requireNonNullElse(first.kind(), ""),
                safe(Objects.requireNonNullElse(first.source(), "")),
                safe(others),
                number(first.difference()),
                safe(first.differs() == null ? "" : String.join("; ", first.differs())));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : SpreadsheetText.number(value);
    }

    public static String safe(String text) {
        return SpreadsheetText.safe(text);
    }
}
