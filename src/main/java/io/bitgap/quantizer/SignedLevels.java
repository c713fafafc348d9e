package io.bitgap.quantizer;

/** Largest codes of symmetric signed and of unsigned grids. */
public final class SignedLevels {
    private SignedLevels() {}

    /** L of the codes -L..L: 2^(b-1)-1, or 2^b-1 in the origin's convention; b = 1 gives 0, a grid with only the zero. */
    public static int largestSigned(int bits, LevelConvention convention) {
        return convention == LevelConvention.ORIGIN ? (1 << bits) - 1 : (1 << (bits - 1)) - 1;
    }

    /** 2^b-1. */
    public static int largestUnsigned(int bits) {
        return (1 << bits) - 1;
    }
}
