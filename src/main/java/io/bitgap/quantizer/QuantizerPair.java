package io.bitgap.quantizer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The quantizers of a method that has no label of its own, and the name that it has then. */
public record QuantizerPair(String weights, String activations) {
    private static final Pattern PAIR = Pattern.compile("w-(.+?)-act-(.+)");

    /** @param name {@code pact} for one quantizer in both roles, or {@code w-google-act-pact} */
    public static QuantizerPair named(String name) {
        Matcher pair = PAIR.matcher(name);
        return pair.matches() ? new QuantizerPair(pair.group(1), pair.group(2)) : new QuantizerPair(name, name);
    }

    /** With the quantizers' own names in place of short ones. */
    public QuantizerPair canonical() {
        return new QuantizerPair(Quantizers.canonical(weights), Quantizers.canonical(activations));
    }

    /** What it is called; as a method of a spec it is that method. */
    public String name() {
        return weights.equals(activations)
                ? weights
                : "w-" + Quantizers.brief(weights) + "-act-" + Quantizers.brief(activations);
    }
}
