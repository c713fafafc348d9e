package io.bitgap.training;

import java.util.Map;

/**
 * One quantizer of a method, without its bits.
 *
 * @param quantizer name, or {@code none}
 * @param options the options that differ from its defaults
 */
public record QuantizerChoice(String quantizer, Map<String, Object> options) {
    public QuantizerChoice {
        options = Map.copyOf(options);
    }
}
