package io.bitgap.experiment.web;

import io.bitgap.problem.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts what is wrong with a spec under the fields of the form; the rest goes to its top. */
public final class FormErrors {
    private static final Map<String, String> FIELDS = fields();
    private final Map<String, List<String>> byField = new LinkedHashMap<>();

    FormErrors(List<FieldProblem> problems) {
        for (FieldProblem problem : problems) {
            List<String> messages = byField.computeIfAbsent(field(problem.pointer()), field -> new ArrayList<>());
            if (!messages.contains(problem.message())) {
                messages.add(problem.message());
            }
        }
    }

    /** @param field a field of the form, or "" for what belongs to none */
    public List<String> at(String field) {
        return byField.getOrDefault(field, List.of());
    }

    public boolean any() {
        return !byField.isEmpty();
    }

    private static String field(String pointer) {
        return FIELDS.entrySet().stream()
                .filter(field -> pointer.equals(field.getKey()) || pointer.startsWith(field.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("/name", "name");
        fields.put("/network", "network");
        fields.put("/dataset", "dataset");
        fields.put("/methods", "methods");
        fields.put("/bits", "bits");
        fields.put("/seeds", "seeds");
        fields.put("/baseline/epochs", "baselineEpochs");
        fields.put("/baseline/learningRate", "baselineRate");
        fields.put("/recipe/epochs", "epochs");
        fields.put("/recipe/learningRate", "rate");
        fields.put("/recipe", "recipe");
        fields.put("/limits/trainExamples", "trainExamples");
        fields.put("/limits/testExamples", "testExamples");
        return fields;
    }
}
