package io.bitgap.comparison;

import io.bitgap.comparison.ComparisonTable.Row;
import io.bitgap.comparison.ComparisonTable.RowKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The notes below a table on how sure its differences are. */
final class ComparisonNotes {
    private ComparisonNotes() {}

    /** How differences were tested and what their mark means, once for the whole table. */
    static Set<String> tested(List<Row> rows) {
        int[] tested = {0};
        compared(rows, (subject, comparison) -> tested[0] += comparison.tested() ? 1 : 0);
        return tested[0] == 0
                ? Set.of()
                : Set.of(CellText.INDISTINGUISHABLE
                        + " not distinguishable, at the level 0.05, from its control, or from fp32 where it has none:"
                        + " paired t test over seeds; of a single seed McNemar's exact test on its test images, which"
                        + " speaks for that seed alone; p after Holm's correction over the table's comparisons, of which"
                        + " there are " + tested[0]
                        + ". Intervals are of 95 % and each for itself, without that correction."
                        + (rows.stream().allMatch(ComparisonNotes::done)
                                ? ""
                                : " Runs are still to come, which may change both."));
    }

    /** Where nothing can be said, and why. */
    static Set<String> unknown(List<Row> rows) {
        Map<String, Set<String>> reasons = new LinkedHashMap<>();
        compared(rows, (subject, comparison) -> {
            if (!comparison.tested()) {
                reasons.computeIfAbsent(comparison.judgement().reason(), any -> new LinkedHashSet<>())
                        .add(subject);
            }
        });
        return reasons.entrySet().stream()
                .map(each -> CellText.UNKNOWN + " How sure the difference is, is not known of "
                        + TableNotes.some(each.getValue()) + ": " + each.getKey() + ".")
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean done(Row row) {
        return row.cells().stream()
                .allMatch(
                        cell -> cell.runs().stream().allMatch(run -> run.state().terminal()));
    }

    private static void compared(List<Row> rows, BiConsumer<String, CellComparison> action) {
        for (Row row : rows) {
            for (Cell cell : row.kind() == RowKind.TOP1 ? row.cells() : List.<Cell>of()) {
                CellComparison comparison = cell.comparison();
                if (comparison != null) {
                    action.accept(TableNotes.subject(row, cell), comparison);
                }
            }
        }
    }
}
