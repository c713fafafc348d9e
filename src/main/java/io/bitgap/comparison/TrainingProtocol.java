package io.bitgap.comparison;

import io.bitgap.experiment.ExperimentView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How experiments were trained: recipe, baseline, attachment, limits, level convention. Numbers on other terms compare recipes,
 * not methods, so a table keeps their rows apart.
 *
 * @param mark what its rows are marked with, {@code a}, {@code b}, ...; empty where all experiments have the same terms
 * @param experiments names of the experiments on these terms
 * @param settings those of the terms in which they differ from the others', as {@code path: value}
 */
public record TrainingProtocol(String mark, List<String> experiments, List<String> settings) {
    /** What a grid is made of; everything else in a spec is terms. */
    private static final Set<String> GRID =
            Set.of("name", "network", "dataset", "methods", "bits", "seeds", "control", "priority");

    public TrainingProtocol {
        experiments = List.copyOf(experiments);
        settings = List.copyOf(settings);
    }

    /** The experiments by their terms, in the order in which these are met. */
    static List<List<ExperimentView>> groups(List<ExperimentView> experiments) {
        Map<Map<String, Object>, List<ExperimentView>> groups = new LinkedHashMap<>();
        experiments.forEach(experiment -> groups.computeIfAbsent(of(experiment), terms -> new ArrayList<>())
                .add(experiment));
        return List.copyOf(groups.values());
    }

    /** The terms of each group, told by what differs. */
    static List<TrainingProtocol> of(List<List<ExperimentView>> groups) {
        List<Map<String, String>> flat =
                groups.stream().map(group -> flat(of(group.get(0)))).toList();
        Set<String> paths = new TreeSet<>();
        flat.forEach(terms -> paths.addAll(terms.keySet()));
        paths.removeIf(path -> flat.stream()
                        .map(terms -> Objects.toString(terms.get(path)))
                        .distinct()
                        .count()
                < 2);
        List<TrainingProtocol> terms = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Map<String, String> own = flat.get(i);
            terms.add(new TrainingProtocol(
                    groups.size() == 1 ? "" : mark(i),
                    groups.get(i).stream().map(ExperimentView::name).toList(),
                    paths.stream()
                            .map(path -> path + ": " + own.getOrDefault(path, leftOut(path)))
                            .toList()));
        }
        return List.copyOf(terms);
    }

    /** {@code (a) PACT, QIL: limits.trainExamples: 5000}. */
    public String text() {
        return "(" + mark + ") " + String.join(", ", experiments) + " with " + String.join(", ", settings);
    }

    private static String leftOut(String path) {
        boolean limit = path.startsWith("limits.");
        return limit ? path.endsWith("validationExamples") ? "none" : "all" : "left out";
    }

    private static String mark(int number) {
        return number < 26 ? String.valueOf((char) ('a' + number)) : mark(number / 26 - 1) + mark(number % 26);
    }

    private static Map<String, Object> of(ExperimentView experiment) {
        return experiment.spec().entrySet().stream()
                .filter(field -> !GRID.contains(field.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> flat(Map<String, Object> terms) {
        Map<String, String> flat = new LinkedHashMap<>();
        terms.forEach((name, value) -> flatten(name, value, flat));
        return flat;
    }

    private static void flatten(String path, Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, inner) -> flatten(path + "." + name, inner, flat));
        } else {
            flat.put(path, String.valueOf(value));
        }
    }
}
