package io.bitgap.experiment.spec;

import java.util.Collection;

/** Text from a request: whether it may be stored, and how it is quoted in an answer. */
final class Words {
    private static final int QUOTED = 60;

    private Words() {}

    /** Neither control characters nor halves of surrogate pairs: the database takes none of them. */
    static boolean storable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** In quotes, shortened, without control characters. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints().limit(QUOTED).forEach(c -> quoted.appendCodePoint(storable(Character.toString(c)) ? c : '?'));
        return quoted.append(length(text) > QUOTED ? "...'" : "'").toString();
    }

    /** {@code a, b and c}. */
    static String list(Collection<String> words) {
        String joined = String.join(", ", words);
        int comma = joined.lastIndexOf(", ");
        return comma < 0 ? joined : joined.substring(0, comma) + " and " + joined.substring(comma + 2);
    }
}
