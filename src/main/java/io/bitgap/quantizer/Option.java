package io.bitgap.quantizer;

import io.bitgap.form.FieldKind;
import io.bitgap.form.FormField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An option of a quantizer: its name, kind, default and bounds.
 *
 * @param choices allowed words, for CHOICE and CHOICE_OR_NUMBER
 * @param initial default, or null where it depends on the bits ({@code sentence} says how)
 */
public record Option(
        String name,
        Kind kind,
        List<String> choices,
        double minimum,
        double maximum,
        Optional<Object> initial,
        String sentence) {
    /** What values it takes. */
    public enum Kind {
        BOOLEAN,
        INTEGER,
        NUMBER,
        CHOICE,
        CHOICE_OR_NUMBER
    }

    public static Option flag(String name, Optional<Object> initial, String sentence) {
        return new Option(name, Kind.BOOLEAN, List.of(), 0, 0, initial, sentence);
    }

    public static Option number(String name, double initial, double minimum, double maximum, String sentence) {
        return new Option(name, Kind.NUMBER, List.of(), minimum, maximum, Optional.of(initial), sentence);
    }

    /** A number whose default depends on something else; the sentence says on what. */
    public static Option number(String name, double minimum, double maximum, String sentence) {
        return new Option(name, Kind.NUMBER, List.of(), minimum, maximum, Optional.empty(), sentence);
    }

    public static Option integer(String name, int initial, int minimum, int maximum, String sentence) {
        return new Option(name, Kind.INTEGER, List.of(), minimum, maximum, Optional.of(initial), sentence);
    }

    public static Option choice(String name, List<String> choices, String sentence) {
        return new Option(name, Kind.CHOICE, choices, 0, 0, Optional.of(choices.get(0)), sentence);
    }

    public static Option choiceOrNumber(
            String name, List<String> choices, double minimum, double maximum, String sentence) {
        return new Option(
                name, Kind.CHOICE_OR_NUMBER, choices, minimum, maximum, Optional.of(choices.get(0)), sentence);
    }

    /** What is wrong with a value, or empty. */
    public Optional<String> reject(Object value) {
        boolean accepted = switch (kind) {
            case BOOLEAN -> value instanceof Boolean;
            case INTEGER ->
                inBounds(value) && ((Number) value).doubleValue() == Math.rint(((Number) value).doubleValue());
            case NUMBER -> inBounds(value);
            case CHOICE -> choices.contains(value);
            case CHOICE_OR_NUMBER -> choices.contains(value) || inBounds(value);
        };
        return accepted ? Optional.empty() : Optional.of("%s must be %s, not %s".formatted(name, expected(), value));
    }

    private boolean inBounds(Object value) {
        return value instanceof Number n && n.doubleValue() >= minimum && n.doubleValue() <= maximum;
    }

    private String expected() {
        String range = "from %s to %s".formatted(FieldKind.plain(minimum), FieldKind.plain(maximum));
        return switch (kind) {
            case BOOLEAN -> "true or false";
            case INTEGER -> "a whole number from %d to %d".formatted((long) minimum, (long) maximum);
            case NUMBER -> "a number " + range;
            case CHOICE -> "one of " + String.join(", ", choices);
            case CHOICE_OR_NUMBER -> String.join(", ", choices) + " or a number " + range;
        };
    }

    /** The words that may be chosen; none where only a number is taken. */
    public List<String> words() {
        return kind == Kind.BOOLEAN ? List.of("true", "false") : choices;
    }

    /** What may be given, for people: {@code calibrated, or 0.001 to 1000000}. */
    public String allowed() {
        String joined = String.join(", ", words());
        if (kind == Kind.BOOLEAN || kind == Kind.CHOICE) {
            return joined;
        }
        String range = FieldKind.plain(minimum) + " to " + FieldKind.plain(maximum);
        return joined.isEmpty() ? range : joined + ", or " + range;
    }

    /** The default as it would be typed, "" where it depends on something else. */
    public String defaultText() {
        return FieldKind.plain(initial.orElse(null));
    }

    /** As a field of a form. */
    public FormField field() {
        String hint = sentence + " (" + allowed() + ")";
        return switch (kind) {
            case BOOLEAN -> FormField.flag(name, name, sentence, defaultText());
            case CHOICE -> FormField.words(name, name, sentence, choices, defaultText());
            case INTEGER -> FormField.typed(name, name, hint, FieldKind.WHOLE, defaultText());
            case NUMBER -> FormField.typed(name, name, hint, FieldKind.NUMBER, defaultText());
            case CHOICE_OR_NUMBER -> FormField.typed(name, name, hint, FieldKind.NUMBER_OR_WORD, defaultText());
        };
    }

    /** Its JSON Schema. */
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        Map<String, Object> number = Map.of("type", "number", "minimum", minimum, "maximum", maximum);
        switch (kind) {
            case BOOLEAN -> schema.put("type", "boolean");
            case INTEGER -> {
                schema.put("type", "integer");
                schema.put("minimum", (long) minimum);
                schema.put("maximum", (long) maximum);
            }
            case NUMBER -> schema.putAll(number);
            case CHOICE -> schema.put("enum", choices);
            case CHOICE_OR_NUMBER -> schema.put("anyOf", List.of(Map.of("enum", choices), number));
        }
        initial.ifPresent(value -> schema.put("default", value));
        schema.put("description", sentence);
        return schema;
    }
}
