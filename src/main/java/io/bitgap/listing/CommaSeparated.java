package io.bitgap.listing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Several values in one text, with commas between them. {@code \,} is a comma of a value, {@code \\} a backslash. */
public final class CommaSeparated {
    private CommaSeparated() {}

    /** Without the white space around values, and without empty ones. */
    public static List<String> split(String text) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\\' && i + 1 < text.length() && "\\,".indexOf(text.charAt(i + 1)) >= 0) {
                value.append(text.charAt(++i));
            } else if (letter == ',') {
                values.add(value.toString().strip());
                value.setLength(0);
            } else {
                value.append(letter);
            }
        }
        values.add(value.toString().strip());
        values.removeIf(String::isEmpty);
        return values;
    }

    /** What {@link #split} takes apart again. */
    public static String join(Collection<String> values) {
        return values.stream()
                .map(value -> value.replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(", "));
    }
}
