package io.bitgap.experiment;

import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A readable id: the name in plain letters and the end of the real id, e.g. {@code pact-on-cifar-10-3f9c2a}. */
final class Slug {
    private static final int MAX_LENGTH = 60;
    private static final int SUFFIX = 6;
    private static final int LONG_SUFFIX = 12;

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9-]{1,100}");

    private Slug() {}

    /** Anything else in a URL need not be looked up, and some of it (NUL) the database refuses. */
    static boolean looksLike(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** @param taken whether a slug belongs to another experiment already; then the whole end of the id is used */
    static String of(String name, UUID id, Predicate<String> taken) {
        String slug = of(name, id, SUFFIX);
        return taken.test(slug) ? of(name, id, LONG_SUFFIX) : slug;
    }

    private static String of(String name, UUID id, int suffix) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replace("ß", "ss")
                .replaceAll("[^a-z0-9]+", "-");
        String cut = plain.substring(0, Math.min(MAX_LENGTH, plain.length())).replaceAll("^-+|-+$", "");
        String text = id.toString();
        return (cut.isEmpty() ? "experiment" : cut) + "-" + text.substring(text.length() - suffix);
    }
}
