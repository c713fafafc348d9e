package io.bitgap.json;

import io.bitgap.problem.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An object whose fields nobody knows beforehand, as plain values: strings, numbers, flags, lists of them. */
public final class PlainValues {
    private final JsonProblems problems;

    /** More than anything has. */
    private static final int MOST_OPTIONS = 100;

    public PlainValues(JsonProblems problems) {
        this.problems = problems;
    }

    public Map<String, Object> read(JsonNode options, String pointer) {
        if (!JsonObjectReader.isMap(options, pointer, MOST_OPTIONS, problems)) {
            return Map.of();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        options.forEachEntry((name, node) ->
                value(node, FieldProblem.pointer(pointer, name)).ifPresent(value -> values.put(name, value)));
        return values;
    }

    private Optional<Object> value(JsonNode node, String pointer) {
        if (node.isString()) {
            return JsonObjectReader.text(node, pointer, 200, problems).map(text -> text);
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        if (node.isNumber()) {
            return number(node, pointer);
        }
        if (node.isArray()) {
            return list(node, pointer);
        }
        problems.add(
                pointer,
                "wrong-type",
                "must be a string, a number, true, false or a list, not " + JsonObjectReader.kind(node) + ".");
        return Optional.empty();
    }

    private Optional<Object> number(JsonNode node, String pointer) {
        // 1.0 is 1, or a form and a script would make two specs of one.
        if (node.canConvertToInt() && node.canConvertToExactIntegral()) {
            return Optional.of(node.intValue());
        }
        double value = node.doubleValue(Double.NaN);
        if (!Double.isFinite(value)) {
            problems.add(pointer, "out-of-range", "must be a number that a double can hold.");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private Optional<Object> list(JsonNode node, String pointer) {
        List<Object> values = new ArrayList<>();
        int index = 0;
        for (JsonNode element : JsonObjectReader.array(node, pointer, 1000, problems)) {
            if (element.isArray()) {
                problems.add(pointer + "/" + index, "wrong-type", "must not be a list in a list.");
            } else {
                value(element, pointer + "/" + index).ifPresent(values::add);
            }
            index++;
        }
        return Optional.of(values);
    }
}
