package io.bitgap.comparison.runs;

import io.bitgap.run.RunPurpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of the compared runs' plans, environments and data, and the warnings that follow from their differences. */
final class ComparedFields {
    private static final String RECIPE = "recipe.";
    private final List<Map<String, String>> runs;
    private final List<ComparedRows.Row> rows;

    ComparedFields(List<ComparedRows.Row> rows) {
        this.rows = rows;
        this.runs = rows.stream().map(ComparedFields::of).toList();
    }

    /** In the order of the first run that has them. */
    List<RunComparison.Field> all() {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.keySet()));
        return names.stream().map(this::field).toList();
    }

    private RunComparison.Field field(String name) {
        List<@Nullable String> values = new ArrayList<>();
        runs.forEach(run -> values.add(run.get(name)));
        return new RunComparison.Field(name, Collections.unmodifiableList(values), new HashSet<>(values).size() > 1);
    }

    /** A run, its control and its fp32 baseline are meant to differ in recipe: like is compared with like. */
    List<String> notices() {
        List<String> notices = new ArrayList<>();
        Set<String> recipes = new LinkedHashSet<>();
        for (RunPurpose purpose : RunPurpose.values()) {
            recipes.addAll(differing(RECIPE, purpose));
        }
        if (!recipes.isEmpty()) {
            notices.add("The runs differ in recipe (" + String.join(", ", recipes)
                    + "): their numbers compare recipes, not methods.");
        }
        if (!differing("levels", RunPurpose.QUANTIZED).isEmpty()) {
            notices.add("The runs differ in level convention: a bit has not the same number of levels in all of them, "
                    + "so their numbers do not compare methods at equal bits.");
        }
        List<String> measured = new ArrayList<>();
        for (RunComparison.Field field : all()) {
            // a run without a checkpoint yet has no checksum, and that is no difference
            if (field.values().stream()
                                    .filter(value -> value != null)
                                    .distinct()
                                    .count()
                            > 1
                    && Set.of("network", "definition", "dataset", "limits.testExamples", "data.checksum")
                            .contains(field.name())) {
                measured.add(field.name());
            }
        }
        if (!measured.isEmpty()) {
            notices.add("The runs were not measured alike (" + String.join(", ", measured)
                    + "): a difference of accuracy is one of these too.");
        }
        unfinished(notices);
        doubtful(notices);
        return notices;
    }

    private void doubtful(List<String> notices) {
        for (ComparedRows.Row row : rows) {
            row.warnings().forEach(warning -> notices.add("⚠ Run " + row.run().label() + ": " + warning.message()));
        }
    }

    private void unfinished(List<String> notices) {
        for (ComparedRows.Row row : rows) {
            if (!row.run().state().name().equals("COMPLETED")) {
                notices.add("Run " + row.run().label() + " is "
                        + row.run().state().name().toLowerCase(java.util.Locale.ROOT)
                        + ": its numbers are those after " + row.outcome().epochs() + " epochs.");
            }
        }
    }

    /** Names that begin so and differ among the runs of that purpose. */
    private Set<String> differing(String prefix, RunPurpose purpose) {
        Set<String> names = new LinkedHashSet<>();
        List<Map<String, String>> alike = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            if (rows.get(i).run().purpose() == purpose) {
                alike.add(runs.get(i));
            }
        }
        for (Map<String, String> run : alike) {
            for (String name : run.keySet()) {
                Set<@Nullable String> values = new HashSet<>();
                alike.forEach(other -> values.add(other.get(name)));
                if (name.startsWith(prefix) && values.size() > 1) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static Map<String, String> of(ComparedRows.Row row) {
        ComparedRows.RunConfiguration making = row.making();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("experiment", row.run().experimentSlug());
        fields.putAll(PlanFields.of(making.plan()));
        fields.put("start", making.start());
        put(fields, "place.worker", making.worker());
        put(fields, "place.device", making.device());
        put(fields, "place.processor", making.processor());
        put(fields, "place.threads", making.threads());
        put(fields, "place.attempts", making.attempts());
        put(fields, "code.version", making.codeVersion());
        put(fields, "code.commit", making.codeCommit());
        put(fields, "code.builtAt", making.codeBuilt());
        put(fields, "data.checksum", making.checksum());
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}
