package io.bitgap.quantizer.web;

import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An option of a quantizer as its JSON Schema tells it, in words for a page.
 *
 * @param words what may be chosen; empty where only a number is taken
 * @param range {@code 0 to 0.999999}; empty where no number is taken
 * @param initial default, empty where it depends on something else
 * @param sentence what it does
 */
public record OptionSchema(String name, List<String> choices, String range, String initial, String sentence) {

    static List<OptionSchema> of(QuantizerDescription quantizer, Role role) {
        Object properties = quantizer.options().getOrDefault(role, Map.of()).getOrDefault("properties", Map.of());
        return map(properties).entrySet().stream()
                .map(option -> of(option.getKey(), map(option.getValue())))
                .toList();
    }

    private static OptionSchema of(String name, Map<String, Object> schema) {
        List<?> forms = schema.get("anyOf") instanceof List<?> list ? list : List.of(schema);
        List<String> words = List.of();
        String range = "";
        for (Object form : forms) {
            Map<String, Object> one = map(form);
            if (one.get("enum") instanceof List<?> choices) {
                words = choices.stream().map(Object::toString).toList();
            } else if ("boolean".equals(one.get("type"))) {
                words = List.of("true", "false");
            } else {
                range = "%s to %s".formatted(Words.plain(one.get("minimum")), Words.plain(one.get("maximum")));
            }
        }
        return new OptionSchema(
                name,
                words,
                range,
                Words.plain(schema.get("default")),
                Objects.toString(schema.get("description"), ""));
    }

    /** What may be given, e.g. {@code calibrated, or 0.001 to 1000000}. */
    public String allowed() {
        String joined = String.join(", ", choices);
        if (range.isEmpty()) {
            return joined;
        }
        return joined.isEmpty() ? range : joined + ", or " + range;
    }

    /** A value as it was typed; what cannot be one stays text, and is refused where all options are checked. */
    Object value(String text) {
        if (choices.equals(List.of("true", "false"))) {
            return choices.contains(text) ? (Object) Boolean.valueOf(text) : text;
        }
        return choices.contains(text)
                ? text
                : Words.number(text).<Object>map(n -> n).orElse(text);
    }

    private static Map<String, Object> map(Object schema) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) schema).forEach((key, value) -> map.put(key.toString(), value));
        return map;
    }
}
