package io.bitgap.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Text from a request: whether it may be stored, and how it is quoted in an answer. */
public final class JsonText {
    private static final int QUOTED = 60;

    private JsonText() {}

    /** Neither control characters nor halves of surrogate pairs: the database takes none of them. */
    static boolean storable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** In quotes, shortened, without control characters. */
    public static String quote(String text) {
        return "'" + shortened(text, QUOTED) + "'";
    }

    /** At most so many characters, none of them a control character. */
    public static String shortened(String text, int most) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> plain.appendCodePoint(storable(Character.toString(c)) ? c : '?'));
        return plain.append(length(text) > most ? "..." : "").toString();
    }

    /** A constant as the API writes it: {@code FOLD_FROZEN} is {@code fold-frozen}. */
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Constants by their words, in order. */
    public static <E extends Enum<?>> Map<String, E> of(E[] values) {
        return of(Arrays.asList(values));
    }

    /** Constants by their words, in order. */
    public static <E extends Enum<?>> Map<String, E> of(List<E> values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) {
            words.put(of(value), value);
        }
        return words;
    }

    /** {@code a, b and c}. */
    public static String list(Collection<String> words) {
        String joined = String.join(", ", words);
        int comma = joined.lastIndexOf(", ");
        return comma < 0 ? joined : joined.substring(0, comma) + " and " + joined.substring(comma + 2);
    }
}
