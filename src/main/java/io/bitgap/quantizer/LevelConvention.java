package io.bitgap.quantizer;

/**
 * What "b bits" means for signed weights. {@code BITS}: codes -(2^(b-1)-1)..2^(b-1)-1. {@code ORIGIN}: the original
 * operators counted magnitude levels, codes -(2^b-1)..2^b-1.
 */
public enum LevelConvention {
    BITS,
    ORIGIN
}
