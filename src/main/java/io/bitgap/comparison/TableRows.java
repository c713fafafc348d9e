package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Column;
import io.bitgap.comparison.ComparisonTable.Row;
import io.bitgap.comparison.ComparisonTable.RowKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Arranges measured cells and quotes into columns and rows. */
final class TableRows {
    private final List<MeasuredCell> quantized;
    private final Optional<MeasuredCell> baseline;
    private final Quotes quotes;
    private final List<Column> columns;

    TableRows(List<MeasuredCell> measured, Quotes quotes) {
        this.quantized = measured.stream().filter(cell -> !cell.baseline()).toList();
        this.baseline = measured.stream().filter(MeasuredCell::baseline).findFirst();
        this.quotes = quotes;
        Map<String, Column> byMethod = new LinkedHashMap<>();
        quantized.forEach(cell -> byMethod.putIfAbsent(cell.method(), new Column(cell.method(), cell.publishedAs())));
        this.columns = List.copyOf(byMethod.values());
    }

    List<Column> columns() {
        return columns;
    }

    /** One cell of every setting, in order. */
    List<MeasuredCell> settings() {
        Map<String, MeasuredCell> settings = new LinkedHashMap<>();
        quantized.forEach(cell -> settings.putIfAbsent(cell.setting(), cell));
        return List.copyOf(settings.values());
    }

    Row fp32() {
        List<Cell> cells = new ArrayList<>();
        for (Column column : columns) {
            Quote published = quotes.fp32(column.publishedAs());
            cells.add(cell(Cell::top1, column, baseline, published));
        }
        return new Row("fp32", RowKind.FP32, "fp32", 32, 32, List.copyOf(cells));
    }

    Row top1(MeasuredCell setting) {
        return new Row(
                setting.setting(),
                RowKind.TOP1,
                setting.setting(),
                setting.weightBits(),
                setting.activationBits(),
                cells(Cell::top1, setting));
    }

    Row gap(MeasuredCell setting) {
        return new Row(
                setting.setting() + " gap",
                RowKind.GAP,
                setting.setting(),
                setting.weightBits(),
                setting.activationBits(),
                cells(Cell::gap, setting));
    }

    private List<Cell> cells(CellWriter writer, MeasuredCell setting) {
        List<Cell> cells = new ArrayList<>();
        for (Column column : columns) {
            Optional<MeasuredCell> measured = quantized.stream()
                    .filter(cell -> cell.method().equals(column.method())
                            && cell.setting().equals(setting.setting()))
                    .findFirst();
            Quote published = quotes.of(column.publishedAs(), setting.weightBits(), setting.activationBits());
            cells.add(cell(writer, column, measured, published));
        }
        return List.copyOf(cells);
    }

    private static Cell cell(CellWriter writer, Column column, Optional<MeasuredCell> measured, Quote published) {
        return measured.map(cell -> writer.cell(column.method(), cell, published))
                .orElseGet(() -> Cell.notRun(column.method(), published));
    }

    @FunctionalInterface
    private interface CellWriter {
        Cell cell(String column, MeasuredCell measured, Quote published);
    }
}
