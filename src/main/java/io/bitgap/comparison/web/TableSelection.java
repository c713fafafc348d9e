package io.bitgap.comparison.web;

import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.problem.Problem;
import java.util.List;

/** The experiments that a table shows, and the URL of that table. */
final class TableSelection {
    static final int MAX_EXPERIMENTS = 50;

    private TableSelection() {}

    /**
     * @param asked ids or slugs; one that is named twice counts once
     * @throws Problem (422) for none or too many of them, (404) for one that there is not
     */
    static List<ExperimentView> chosen(Experiments experiments, List<String> asked) {
        List<String> named = asked.stream().filter(name -> !name.isBlank()).toList();
        if (named.isEmpty() || named.size() > MAX_EXPERIMENTS) {
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE,
                    "/experiments",
                    "number-of-experiments",
                    "A table is made of 1 to " + MAX_EXPERIMENTS + " experiments, not of " + named.size()
                            + "; name them by id or slug: experiments=first,second.");
        }
        return named.stream().map(experiments::get).distinct().toList();
    }

    static TableLinks of(ExperimentView experiment, TableChoice choice) {
        String page = "/experiments/" + experiment.slug();
        return new TableLinks(page, page + "/table", List.of(), choice.arranged(), choice.measured());
    }

    static TableLinks of(List<ExperimentView> experiments, TableChoice choice) {
        String path = "/tables/measured";
        List<String> slugs = experiments.stream().map(ExperimentView::slug).toList();
        return new TableLinks(path, path, slugs, choice.arranged(), choice.measured());
    }
}
