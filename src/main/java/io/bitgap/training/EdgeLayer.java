package io.bitgap.training;

/** The treatment of the first convolution or the last dense layer. */
public enum EdgeLayer {
    /** Stays fp32. */
    KEEP,
    /** Quantized at 8 bits by one quantizer for all methods. */
    EIGHT_BIT,
    /** Quantized like every other layer. */
    SAME
}
