package io.bitgap.comparison;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name under which a pair of quantizers is published. */
public final class MethodName {
    private static final Pattern PAIR = Pattern.compile("w-(.+)-act-(.+)");

    private MethodName() {}

    /** {@code pact} for one quantizer in both roles, else {@code w-google-act-pact}. */
    public static String of(String weights, String activations) {
        return weights.equals(activations) ? weights : "w-" + shortName(weights) + "-act-" + shortName(activations);
    }

    /** The name under which people's spellings are looked up: {@code google} is {@code google-int8}. */
    static String canonical(String written) {
        Matcher pair = PAIR.matcher(written);
        return pair.matches() ? of(longName(pair.group(1)), longName(pair.group(2))) : longName(written);
    }

    private static String longName(String quantizer) {
        return quantizer.equals("google") ? "google-int8" : quantizer;
    }

    private static String shortName(String quantizer) {
        return quantizer.equals("google-int8") ? "google" : quantizer;
    }
}
