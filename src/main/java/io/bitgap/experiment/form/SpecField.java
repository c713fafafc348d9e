package io.bitgap.experiment.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A field of the form.
 *
 * @param name where its value stands in the JSON, with dots: {@code recipe.epochs}
 * @param choices words to choose from; empty where it is typed
 * @param usual what it is when left empty, as far as that is known
 */
public record SpecField(String name, String label, String hint, FieldKind kind, List<String> choices, String usual) {

    public String id() {
        return name.replace('.', '-');
    }

    /** How a phone's keyboard should look. */
    public String mode() {
        return kind == FieldKind.NUMBER ? "decimal" : "text";
    }

    SpecField named(String other) {
        return new SpecField(other, label, hint, kind, choices, usual);
    }

    SpecField usually(String value) {
        return new SpecField(name, label, hint, kind, choices, value);
    }

    /** The fields of an object by its JSON Schema. */
    static List<SpecField> of(String prefix, Map<String, Object> schema) {
        return map(schema.getOrDefault("properties", Map.of())).entrySet().stream()
                .map(property -> of(prefix, property.getKey(), map(property.getValue())))
                .toList();
    }

    private static SpecField of(String prefix, String name, Map<String, Object> schema) {
        FieldKind kind = FieldKind.NUMBER;
        List<String> choices = List.of();
        if (schema.get("enum") instanceof List<?> words) {
            kind = FieldKind.CHOICE;
            choices = words.stream().map(Object::toString).toList();
        } else if ("boolean".equals(schema.get("type"))) {
            kind = FieldKind.FLAG;
            choices = List.of("true", "false");
        }
        return new SpecField(
                prefix + name,
                Objects.toString(schema.get("title"), name),
                Objects.toString(schema.get("description"), "") + words(schema.get("anyOf")),
                kind,
                choices,
                plain(schema.get("default")));
    }

    /** The words that stand beside a number. */
    private static String words(@Nullable Object forms) {
        if (forms instanceof List<?> list) {
            for (Object form : list) {
                if (map(form).get("enum") instanceof List<?> words) {
                    return " (a number, or "
                            + words.stream().map(Object::toString).collect(Collectors.joining(", ")) + ")";
                }
            }
        }
        return "";
    }

    /** A default as it would be typed. */
    static String plain(@Nullable Object value) {
        return value == null ? "" : FieldKind.scalar(JsonMapper.shared().valueToTree(value));
    }

    private static Map<String, Object> map(@Nullable Object schema) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (schema instanceof Map<?, ?> given) {
            given.forEach((key, value) -> map.put(key.toString(), value));
        }
        return map;
    }
}
