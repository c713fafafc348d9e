package io.bitgap.quantizer;

import java.util.Map;

/**
 * Which quantizer, in which role, with how many bits and which options.
 *
 * @param quantizer name as in {@code GET /quantizers}, e.g. {@code pact}
 * @param role weights or activations
 * @param bits 1..8
 * @param options the options that differ from the quantizer's defaults
 * @param levels what a bit means for signed weights
 */
public record QuantizerSpec(
        String quantizer, Role role, int bits, Map<String, Object> options, LevelConvention levels) {
    public QuantizerSpec {
        if (!Bits.quantized(bits)) {
            throw new InvalidQuantizer("/bits", "bits-out-of-range", "bits must be 1 to 8, not " + bits);
        }
        options = Map.copyOf(options);
    }
}
