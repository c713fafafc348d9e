package io.bitgap.training;

/** The treatment of the first convolution or the last dense layer. */
public enum EdgeLayer {
    /** Stays fp32. */
    KEEP,
    /** Quantized at 8 bits by the quantizer that stands in for others. */
    EIGHT_BIT,
    /** Quantized like every other layer. */
    SAME
}
