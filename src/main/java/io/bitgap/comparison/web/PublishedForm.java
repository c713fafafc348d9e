package io.bitgap.comparison.web;

import io.bitgap.problem.FieldProblem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form for a cited number: what was typed, and what is wrong with it. */
public record PublishedForm(Map<String, String> typed, List<FieldProblem> problems) {
    private static final Set<String> NUMBERS = Set.of("weightBits", "activationBits", "top1");

    public PublishedForm {
        typed = Map.copyOf(typed);
        problems = List.copyOf(problems);
    }

    static PublishedForm empty() {
        return new PublishedForm(Map.of(), List.of());
    }

    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** @param field a field of the form, or "" for what belongs to none */
    public List<String> at(String field) {
        String pointer = field.isEmpty() ? "" : "/" + field;
        return problems.stream()
                .filter(problem -> problem.pointer().equals(pointer))
                .map(FieldProblem::message)
                .toList();
    }

    public boolean any() {
        return !problems.isEmpty();
    }

    /** What a script would have sent; a number that cannot be read stays text and is refused as such. */
    JsonNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        typed.forEach((field, value) -> {
            String text = value.strip();
            if (text.isEmpty()) {
                return;
            }
            if (NUMBERS.contains(field)) {
                putNumber(body, field, text);
            } else {
                body.put(field, text);
            }
        });
        return body;
    }

    private static void putNumber(ObjectNode body, String field, String text) {
        if (text.matches("\\d{1,9}")) {
            body.put(field, Integer.parseInt(text));
        } else if (text.matches("\\d{0,9}\\.\\d{1,30}")) {
            body.put(field, new BigDecimal(text));
        } else {
            body.put(field, text);
        }
    }
}
