package io.bitgap.comparison.dashboard;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Footnotes of a chart: the experiments that its points come from. */
final class ChartFootnotes {
    private ChartFootnotes() {}

    /** Each once, newest first. */
    static List<CellSource> experiments(Collection<CellSource> sources) {
        return sources.stream()
                .distinct()
                .sorted(Comparator.comparing(CellSource::createdAt)
                        .thenComparing(CellSource::id)
                        .reversed())
                .toList();
    }

    /** The position of an experiment, from 1; 0 where it is not among them. */
    static int number(List<CellSource> experiments, String slug) {
        return experiments.stream().map(CellSource::slug).toList().indexOf(slug) + 1;
    }
}
