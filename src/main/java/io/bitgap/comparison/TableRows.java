package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.comparison.ComparisonTable.Row;
import io.bitgap.comparison.ComparisonTable.RowKind;
import io.bitgap.comparison.MeasuredCell.CellKey;
import io.bitgap.run.PlannedRun;
import io.bitgap.training.BitWidths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Arranges measured cells and results into rows: those of each of the terms one after the other. */
final class TableRows {
    private final TableColumns columns;
    private final Map<Key, MeasuredCell> measured;
    private final ReportedResults results;
    private final boolean gaps;

    /** @param gaps whether every setting is followed by its gap row */
    TableRows(TableColumns columns, List<MeasuredCell> measured, ReportedResults results, boolean gaps) {
        this.columns = columns;
        this.measured = measured.stream()
                .collect(Collectors.toMap(
                        cell -> new Key(cell.key(), cell.method(), cell.form(), cell.widths()), Function.identity()));
        this.results = results;
        this.gaps = gaps;
    }

    /** @param settings in the order in which they are wanted */
    List<Row> of(int terms, String mark, List<BitWidths> settings) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(terms, mark, BitWidths.FP32, RowKind.FP32));
        for (BitWidths setting : settings) {
            rows.add(row(terms, mark, setting, RowKind.TOP1));
            if (gaps) {
                rows.add(row(terms, mark, setting, RowKind.GAP));
            }
        }
        return rows;
    }

    private record Key(CellKey cell, String method, String form, BitWidths setting) {}

    private Row row(int terms, String mark, BitWidths setting, RowKind kind) {
        String label =
                setting.label() + (kind == RowKind.GAP ? " gap" : "") + (mark.isEmpty() ? "" : " (" + mark + ")");
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < columns.columns().size(); i++) {
            Column column = columns.columns().get(i);
            String form = kind == RowKind.FP32 ? "" : columns.form(i);
            String method = kind == RowKind.FP32 ? PlannedRun.BASELINE : column.method();
            CellKey key = new CellKey(column.network(), column.dataset(), terms);
            Optional<MeasuredCell> found = Optional.ofNullable(measured.get(new Key(key, method, form, setting)));
            ReportedResult result = kind == RowKind.FP32
                    ? results.fp32(column)
                    : results.of(column, setting.weights(), setting.activations());
            cells.add(found.map(cell -> kind == RowKind.GAP
                            ? Cell.gap(column.label(), cell, result)
                            : Cell.top1(column.label(), cell, result))
                    .orElseGet(() -> Cell.notRun(column.label(), result)));
        }
        return new Row(
                label, kind, setting.label(), setting.weights(), setting.activations(), mark, List.copyOf(cells));
    }
}
