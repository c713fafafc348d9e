package io.bitgap.form;

import io.bitgap.problem.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Sorts what is wrong under the fields of a form; the rest goes to its top. */
public final class FormErrors {
    private final Map<String, List<String>> byField = new LinkedHashMap<>();

    /** @param field from a pointer to the name of a field of the form, or "" */
    public FormErrors(List<FieldProblem> problems, UnaryOperator<String> field) {
        for (FieldProblem problem : problems) {
            List<String> messages = byField.computeIfAbsent(field.apply(problem.pointer()), name -> new ArrayList<>());
            if (!messages.contains(problem.message())) {
                messages.add(problem.message());
            }
        }
    }

    /** Where {@code options.signed} is the field of {@code /options/signed}. */
    public static FormErrors of(List<FieldProblem> problems, Set<String> fields) {
        return new FormErrors(problems, pointer -> {
            String name = pointer.replaceFirst("^/", "").replace('/', '.');
            return fields.contains(name) ? name : "";
        });
    }

    /** @param field a field of the form, or "" for what belongs to none */
    public List<String> at(String field) {
        return byField.getOrDefault(field, List.of());
    }

    /** Whether one of these fields is wrong, so that a closed box around them has to be opened. */
    public boolean anyOf(List<FormField> fields) {
        return fields.stream().anyMatch(field -> byField.containsKey(field.name()));
    }

    public boolean any() {
        return !byField.isEmpty();
    }
}
