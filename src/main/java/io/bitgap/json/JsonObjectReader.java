package io.bitgap.json;

import io.bitgap.problem.FieldProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An object of a request: reads its fields, notes everything that is wrong with them, and goes on. */
public final class JsonObjectReader {
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+");

    private final JsonNode object;
    private final String pointer;
    private final JsonProblems problems;

    private JsonObjectReader(JsonNode object, String pointer, JsonProblems problems) {
        this.object = object;
        this.pointer = pointer;
        this.problems = problems;
    }

    /** @param known the fields there may be; any other is a problem. Empty when the node is not an object. */
    public static Optional<JsonObjectReader> of(JsonNode node, String pointer, JsonProblems problems, String... known) {
        if (!node.isObject()) {
            problems.add(
                    pointer,
                    "wrong-type",
                    "must be an object with " + JsonText.list(Arrays.asList(known)) + ", not " + kind(node) + ".");
            return Optional.empty();
        }
        List<String> names = Arrays.asList(known);
        for (String name : node.propertyNames()) {
            if (!names.contains(name)) {
                problems.add(() -> new FieldProblem(
                        FieldProblem.pointer(pointer, name),
                        "unknown-field",
                        "There is no field " + JsonText.quote(name) + " here; there are " + JsonText.list(names)
                                + "."));
            }
        }
        return Optional.of(new JsonObjectReader(node, pointer, problems));
    }

    public JsonProblems problems() {
        return problems;
    }

    public String pointer(String name) {
        return FieldProblem.pointer(pointer, name);
    }

    public Optional<JsonNode> node(String name) {
        return Optional.ofNullable(object.get(name));
    }

    public Optional<JsonNode> required(String name, String what) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            problems.add(pointer(name), "missing", "is missing: " + what + ".");
        }
        return node;
    }

    public Optional<String> text(String name, int longest) {
        return node(name).flatMap(node -> text(node, pointer(name), longest, problems));
    }

    public static Optional<String> text(JsonNode node, String pointer, int longest, JsonProblems problems) {
        if (!node.isString()) {
            problems.add(pointer, "wrong-type", "must be a string, not " + kind(node) + ".");
            return Optional.empty();
        }
        String text = node.stringValue().strip();
        if (text.isEmpty()) {
            problems.add(pointer, "empty", "must not be empty.");
        } else if (JsonText.length(text) > longest) {
            problems.add(
                    pointer,
                    "too-long",
                    "must have at most " + longest + " characters, not " + JsonText.length(text) + ".");
        } else if (!JsonText.storable(text)) {
            problems.add(pointer, "control-character", "must not contain control characters.");
        } else {
            return Optional.of(text);
        }
        return Optional.empty();
    }

    public int integer(String name, int otherwise, int least, int most) {
        return node(name)
                .map(node -> (int)
                        integer(node, pointer(name), least, most, problems).orElse(otherwise))
                .orElse(otherwise);
    }

    public static OptionalLong integer(JsonNode node, String pointer, long least, long most, JsonProblems problems) {
        OptionalLong value = node.isNumber() ? node.longValueOpt() : OptionalLong.empty();
        if (value.isEmpty()) {
            String number = node.isNumber() ? "" : ", not " + kind(node);
            problems.add(pointer, "wrong-type", "must be a whole number from " + least + " to " + most + number + ".");
        } else if (value.getAsLong() < least || value.getAsLong() > most) {
            problems.add(
                    pointer, "out-of-range", "must be " + least + " to " + most + ", not " + value.getAsLong() + ".");
            return OptionalLong.empty();
        }
        return value;
    }

    /** @param above the value must be above this one, up to {@code most} */
    public double above(String name, double otherwise, double above, double most) {
        return number(name, otherwise, above, most, false);
    }

    public double within(String name, double otherwise, double least, double most) {
        return number(name, otherwise, least, most, true);
    }

    private double number(String name, double otherwise, double least, double most, boolean including) {
        @Nullable JsonNode node = object.get(name);
        if (node == null) {
            return otherwise;
        }
        OptionalDouble value = node.isNumber() ? node.doubleValueOpt() : OptionalDouble.empty();
        String right = including
                ? "must be a number from " + least + " to " + most
                : "must be a number above " + least + ", at most " + most;
        if (value.isEmpty()) {
            problems.add(pointer(name), "wrong-type", right + (node.isNumber() ? "." : ", not " + kind(node) + "."));
            return otherwise;
        }
        double number = value.getAsDouble();
        boolean inside = (including ? number >= least : number > least) && number <= most;
        if (!inside) {
            problems.add(pointer(name), "out-of-range", right + ", not " + number + ".");
            return otherwise;
        }
        return number;
    }

    public boolean flag(String name, boolean otherwise) {
        return node(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        problems.add(pointer(name), "wrong-type", "must be true or false, not " + kind(node) + ".");
                        return otherwise;
                    }
                    return node.booleanValue();
                })
                .orElse(otherwise);
    }

    /** One of a few words. */
    public <T> Optional<T> choice(String name, Map<String, T> choices) {
        Optional<String> word = text(name, 100);
        if (word.isPresent() && !choices.containsKey(word.get())) {
            problems.add(
                    pointer(name),
                    "unknown-value",
                    "must be one of " + JsonText.list(choices.keySet()) + ", not " + JsonText.quote(word.get()) + ".");
        }
        return word.map(choices::get);
    }

    /** Whether it is an object of at most so many fields, whatever they are called. */
    public static boolean isMap(JsonNode node, String pointer, int most, JsonProblems problems) {
        if (!node.isObject()) {
            problems.add(pointer, "wrong-type", "must be an object, not " + kind(node) + ".");
        } else if (node.size() > most) {
            problems.add(pointer, "too-many", "must have at most " + most + " fields, not " + node.size() + ".");
        } else {
            return true;
        }
        return false;
    }

    /** The elements of an array with 1 to {@code most} of them; empty where it is anything else. */
    public static List<JsonNode> array(JsonNode node, String pointer, int most, JsonProblems problems) {
        if (!node.isArray()) {
            problems.add(pointer, "wrong-type", "must be an array, not " + kind(node) + ".");
            return List.of();
        }
        if (node.isEmpty()) {
            problems.add(pointer, "empty", "must have at least one element.");
            return List.of();
        }
        if (node.size() > most) {
            problems.add(pointer, "too-many", "must have at most " + most + " elements, not " + node.size() + ".");
            return List.of();
        }
        return List.copyOf(node.values());
    }

    /** What 50,000 has to be written as. */
    private static String ungrouped(String text) {
        return GROUPED.matcher(text).matches() ? " (write " + text.replace(",", "") + ", without commas)" : "";
    }

    public static String kind(JsonNode node) {
        if (node.isObject()) {
            return "an object";
        }
        if (node.isArray()) {
            return "an array";
        }
        if (node.isString()) {
            return "the string " + JsonText.quote(node.stringValue()) + ungrouped(node.stringValue());
        }
        return node.isNull() ? "null" : JsonText.quote(node.toString());
    }
}
