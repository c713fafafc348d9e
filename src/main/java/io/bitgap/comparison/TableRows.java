package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.comparison.ComparisonTable.Row;
import io.bitgap.comparison.ComparisonTable.RowKind;
import io.bitgap.comparison.MeasuredCell.CellKey;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.RunPurpose;
import io.bitgap.training.BitWidths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arranges measured cells and results into rows: those of each of the terms one after the other. */
final class TableRows {
    private final TableColumns columns;
    private final Map<Key, MeasuredCell> measured;
    private final ReportedResults results;
    private final Map<MeasuredCell, CellComparison> comparisons;
    private final boolean gaps;

    /**
     * @param comparisons of those cells that can be compared
     * @param gaps whether every setting is followed by its gap rows
     */
    TableRows(
            TableColumns columns,
            List<MeasuredCell> measured,
            ReportedResults results,
            Map<MeasuredCell, CellComparison> comparisons,
            boolean gaps) {
        this.columns = columns;
        this.measured = measured.stream()
                .collect(Collectors.toMap(
                        cell -> new Key(cell.key(), cell.family(), cell.form(), cell.widths()),
                        Function.identity(),
                        (one, other) -> one,
                        LinkedHashMap::new));
        this.results = results;
        this.comparisons = comparisons;
        this.gaps = gaps;
    }

    private record Key(CellKey cell, String family, String form, BitWidths setting) {}

    /** The rows of one of the terms. */
    private record Terms(int number, String mark, Map<String, String> controls) {
        String label(String name) {
            return mark.isEmpty() ? name : name + " (" + mark + ")";
        }
    }

    /** @param settings in the order in which they are wanted */
    List<Row> of(int number, String mark, List<BitWidths> settings) {
        Terms terms = new Terms(number, mark, controls(number));
        List<Row> rows = new ArrayList<>();
        rows.add(row(terms, BitWidths.FP32, RowKind.FP32));
        terms.controls().forEach((form, label) -> rows.add(control(terms, form, label)));
        for (BitWidths setting : settings) {
            rows.add(row(terms, setting, RowKind.TOP1));
            if (gaps) {
                rows.add(row(terms, setting, RowKind.GAP));
                if (!terms.controls().isEmpty()) {
                    rows.add(row(terms, setting, RowKind.GAP_TO_CONTROL));
                }
            }
        }
        return rows;
    }

    /** The controls on those terms by their form, with a label that no other of them has. */
    private Map<String, String> controls(int terms) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (MeasuredCell cell : measured.values()) {
            if (cell.purpose() == RunPurpose.CONTROL && cell.key().terms() == terms) {
                String label = cell.method();
                for (int other = 2; labels.containsValue(label); other++) {
                    label = cell.method() + " (" + other + ")";
                }
                labels.putIfAbsent(cell.form(), label);
            }
        }
        return labels;
    }

    private Row row(Terms terms, BitWidths setting, RowKind kind) {
        String words = switch (kind) {
            case GAP -> " gap";
            case GAP_TO_CONTROL -> " gap to control";
            default -> "";
        };
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < columns.columns().size(); i++) {
            cells.add(cell(terms, i, setting, kind));
        }
        return new Row(
                terms.label(setting.label() + words),
                kind,
                setting.label(),
                setting.weights(),
                setting.activations(),
                terms.mark(),
                List.copyOf(cells));
    }

    private Cell cell(Terms terms, int index, BitWidths setting, RowKind kind) {
        Column column = columns.columns().get(index);
        CellKey key = new CellKey(column.network(), column.dataset(), terms.number());
        if (kind == RowKind.FP32) {
            MeasuredCell fp32 = measured.get(new Key(key, PlannedRun.BASELINE, "", setting));
            return cell(terms, column, fp32, kind, results.fp32(column));
        }
        MeasuredCell found = measured.get(new Key(key, column.method(), columns.form(index), setting));
        ReportedResult published = kind == RowKind.GAP_TO_CONTROL
                ? ReportedResult.NONE
                : results.of(column, setting.weights(), setting.activations());
        return cell(terms, column, found, kind, published);
    }

    /** A control stands in the columns that have cells which are compared with it. */
    private Row control(Terms terms, String form, String label) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < columns.columns().size(); i++) {
            Column column = columns.columns().get(i);
            String variant = columns.form(i);
            CellKey key = new CellKey(column.network(), column.dataset(), terms.number());
            boolean compared = measured.entrySet().stream()
                    .anyMatch(entry -> entry.getKey().cell().equals(key)
                            && entry.getKey().family().equals(column.method())
                            && entry.getKey().form().equals(variant)
                            && form.equals(entry.getValue().control()));
            MeasuredCell found = compared ? measured.get(new Key(key, PlannedRun.CONTROL, form, BitWidths.FP32)) : null;
            cells.add(cell(terms, column, found, RowKind.CONTROL, ReportedResult.NONE));
        }
        return new Row(
                terms.label(label),
                RowKind.CONTROL,
                BitWidths.FP32.label(),
                BitWidths.FP32.weights(),
                BitWidths.FP32.activations(),
                terms.mark(),
                List.copyOf(cells));
    }

    private Cell cell(
            Terms terms, Column column, @Nullable MeasuredCell found, RowKind kind, ReportedResult published) {
        if (found == null) {
            return Cell.notRun(column.label(), published);
        }
        CellComparison comparison = comparisons.get(found);
        return Cell.of(
                column.label(),
                found,
                kind,
                terms.controls().get(found.control()),
                comparison != null && comparison.isAbout(kind) ? comparison : null,
                kind == RowKind.TOP1 ? published.beside(found) : published);
    }
}
