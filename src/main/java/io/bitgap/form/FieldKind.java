package io.bitgap.form;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How what is typed into a field stands in JSON. What was typed wrongly stays text there and is refused later. */
public enum FieldKind {
    TEXT,
    CHOICE,
    FLAG,
    WHOLE,
    NUMBER,
    NUMBER_OR_WORD,
    NUMBERS,
    LINES;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SEPARATORS = "[\\s,;]+";
    private static final int MAX_NUMBER_LENGTH = 40;
    /** 50,000: fifty thousand to some, fifty to others, so it is no number. */
    private static final Pattern GROUPED = Pattern.compile("[+-]?[1-9]\\d{0,2}(,\\d{3})+");

    public JsonNode value(String text) {
        return switch (this) {
            case TEXT, CHOICE -> NODES.stringNode(text);
            case FLAG ->
                text.equals("true") || text.equals("false")
                        ? NODES.booleanNode(text.equals("true"))
                        : NODES.stringNode(text);
            case WHOLE -> text.matches("\\d{1,9}") ? NODES.numberNode(Integer.parseInt(text)) : number(text);
            case NUMBER, NUMBER_OR_WORD -> number(text);
            case NUMBERS -> array(text, SEPARATORS, FieldKind::number);
            case LINES -> array(text, "[\\r\\n,]+", NODES::stringNode);
        };
    }

    /** What has to be typed to get this value; empty where nothing comes to exactly it, as an empty field is left out. */
    public Optional<String> text(JsonNode value) {
        String text = joined(value, this == LINES ? ", " : " ");
        boolean typed = text.chars().noneMatch(Character::isISOControl) && (!text.isBlank() || this == LINES);
        return typed && same(value(text), value) ? Optional.of(text) : Optional.empty();
    }

    /** How a phone's keyboard should look. */
    public String keyboard() {
        return switch (this) {
            case WHOLE -> "numeric";
            case NUMBER -> "decimal";
            default -> "text";
        };
    }

    /** A value as it would be typed; none is "". */
    public static String plain(@Nullable Object value) {
        return value == null ? "" : joined(JsonMapper.shared().valueToTree(value), " ");
    }

    private static String joined(JsonNode value, String separator) {
        return value.isArray()
                ? value.valueStream().map(FieldKind::scalar).collect(Collectors.joining(separator))
                : scalar(value);
    }

    /** A single value as it would be typed. */
    public static String scalar(JsonNode value) {
        if (!value.isNumber()) {
            return value.isString() ? value.stringValue() : value.toString();
        }
        BigDecimal number = value.decimalValue();
        return Math.abs(number.scale()) < 20 ? number.stripTrailingZeros().toPlainString() : number.toString();
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                if (!same(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    private static JsonNode number(String text) {
        try {
            // A comma where the reader's country writes a point.
            return text.length() > MAX_NUMBER_LENGTH || GROUPED.matcher(text).matches()
                    ? NODES.stringNode(text)
                    : NODES.numberNode(new BigDecimal(text.replace(',', '.')));
        } catch (NumberFormatException e) {
            return NODES.stringNode(text);
        }
    }

    private static JsonNode array(String text, String separator, Function<String, JsonNode> element) {
        ArrayNode array = NODES.arrayNode();
        words(text, separator).forEach(word -> array.add(element.apply(word)));
        return array;
    }

    /** What is typed with spaces, commas or semicolons between it. */
    public static List<String> words(String text) {
        return words(text, SEPARATORS);
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
