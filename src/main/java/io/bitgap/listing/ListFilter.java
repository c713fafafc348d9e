package io.bitgap.listing;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A filter of a list.
 *
 * @param name of the parameter, here and in the condition
 * @param condition in SQL
 * @param many whether several values may be given, of which a row needs to have any
 * @param choices the only values there are; empty where there are too many to tell
 */
public record ListFilter(String name, String condition, ValueKind kind, boolean many, List<String> choices) {
    /** Bit widths as they are stored. */
    public static final List<String> BITS =
            IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 32).mapToObj(String::valueOf).toList();

    public static ListFilter anyOf(String name, String expression, ValueKind kind, List<String> choices) {
        return new ListFilter(name, expression + " = any(:" + name + ")", kind, true, choices);
    }

    public static ListFilter anyOf(String name, String expression, ValueKind kind) {
        return anyOf(name, expression, kind, List.of());
    }

    /** @param condition of several values, an array */
    public static ListFilter among(String name, String condition) {
        return new ListFilter(name, condition, ValueKind.TEXT, true, List.of());
    }

    /** @param condition of one value */
    public static ListFilter one(String name, String condition, ValueKind kind) {
        return new ListFilter(name, condition, kind, false, List.of());
    }

    /** Choices are words of one case; a page writes them small. */
    Optional<Object> parse(String text) {
        if (choices.isEmpty()) {
            return kind.parse(text);
        }
        return choices.stream().filter(text::equalsIgnoreCase).findFirst().flatMap(kind::parse);
    }

    String allowed() {
        return choices.isEmpty() ? kind.sentence() : "one of " + String.join(", ", choices);
    }

    /** What is bound: a value, or an array of them. */
    Object bound(List<Object> values) {
        if (!many) {
            return values.get(0);
        }
        return kind == ValueKind.INTEGER ? values.toArray(Long[]::new) : values.toArray(String[]::new);
    }
}
