package io.bitgap.training;

/**
 * A row of the grid.
 *
 * @param weights 1..8, or 32 for fp32
 * @param activations 1..8, or 32 for fp32
 */
public record BitWidths(int weights, int activations) {
    public static final int FP32 = 32;

    public static boolean allowed(long bits) {
        return bits >= 1 && bits <= 8 || bits == FP32;
    }

    /** {@code 4}, {@code w3a4}. */
    public String label() {
        return weights == activations ? Integer.toString(weights) : "w" + weights + "a" + activations;
    }
}
