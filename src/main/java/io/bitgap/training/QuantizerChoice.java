package io.bitgap.training;

import java.util.Map;

/**
 * One quantizer of a method, without its bits.
 *
 * @param quantizer name, or {@code none}
 * @param options the options that differ from its defaults
 */
public record QuantizerChoice(String quantizer, Map<String, Object> options) {
    /** Leaves a role in fp32. */
    public static final QuantizerChoice NONE = new QuantizerChoice("none", Map.of());

    public QuantizerChoice {
        options = Map.copyOf(options);
    }

    /** Whether there is a quantizer. */
    public boolean quantizes() {
        return !quantizer.equals(NONE.quantizer);
    }
}
