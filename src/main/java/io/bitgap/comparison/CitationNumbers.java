package io.bitgap.comparison;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Numbers the sources of the results in a table from 1, in the order in which a reader meets them. */
final class CitationNumbers {
    private CitationNumbers() {}

    /** Each as {@code paper: PACT, arXiv 1805.06085}. */
    static List<String> of(List<ComparisonTable.Row> rows, List<ResultOrigin> sides) {
        Set<String> sources = new LinkedHashSet<>();
        for (ComparisonTable.Row row : rows) {
            for (Cell cell : row.cells()) {
                sides.forEach(side -> side.of(cell.published()).stream()
                        .map(ReportedResult::cited)
                        .forEach(sources::add));
            }
        }
        return new ArrayList<>(sources);
    }
}
