package io.bitgap.training;

import io.bitgap.quantizer.Bits;
import java.util.Comparator;

/**
 * The bits of a row of the grid.
 *
 * @param weights 1..8, or 32 for fp32
 * @param activations 1..8, or 32 for fp32
 */
public record BitWidths(int weights, int activations) {
    /** Nothing is quantized. */
    public static final BitWidths FP32 = new BitWidths(Bits.FP32, Bits.FP32);

    public static final Comparator<BitWidths> WIDEST_FIRST = Comparator.comparing(
                    (BitWidths bits) -> bits.weights() + bits.activations())
            .thenComparing(BitWidths::weights)
            .reversed();

    public static boolean allowed(long bits) {
        return Bits.quantized(bits) || bits == Bits.FP32;
    }

    /** {@code 4}, {@code w3a4}, {@code fp32}. */
    public String label() {
        if (weights != activations) {
            return "w" + weights + "a" + activations;
        }
        return weights == Bits.FP32 ? "fp32" : Integer.toString(weights);
    }
}
