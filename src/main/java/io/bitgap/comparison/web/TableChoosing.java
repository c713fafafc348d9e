package io.bitgap.comparison.web;

import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person has ticked for a table: a page keeps what there is, where a script is refused.
 *
 * @param chosen each once
 * @param unknown what no experiment is called
 */
record TableChoosing(List<ExperimentView> chosen, List<String> unknown) {
    static TableChoosing of(Experiments experiments, List<String> named) {
        List<ExperimentView> chosen = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String name : named) {
            Optional<ExperimentView> experiment = name.isBlank() ? Optional.empty() : experiments.find(name);
            if (experiment.isPresent() && !has(chosen, experiment.get().id())) {
                chosen.add(experiment.get());
            } else if (experiment.isEmpty() && !name.isBlank()) {
                unknown.add(name);
            }
        }
        return new TableChoosing(List.copyOf(chosen), List.copyOf(unknown));
    }

    boolean has(UUID experiment) {
        return has(chosen, experiment);
    }

    /** By id: what has happened to it in between makes no other experiment of it. */
    private static boolean has(List<ExperimentView> chosen, UUID experiment) {
        return chosen.stream().anyMatch(one -> one.id().equals(experiment));
    }

    /** How many are too many. */
    int surplus() {
        return chosen.size() - TableSelection.MAX_EXPERIMENTS;
    }

    boolean possible() {
        return unknown.isEmpty() && !chosen.isEmpty() && surplus() <= 0;
    }
}
