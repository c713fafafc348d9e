package io.bitgap.quantizer;

/** How many bits a value may have. */
public final class Bits {
    public static final int MIN = 1;
    public static final int MAX = 8;
    /** Stands for a 32-bit floating-point number, so for no quantizer. */
    public static final int FP32 = 32;

    private Bits() {}

    /** Whether a quantizer can have so many. */
    public static boolean quantized(long bits) {
        return bits >= MIN && bits <= MAX;
    }
}
