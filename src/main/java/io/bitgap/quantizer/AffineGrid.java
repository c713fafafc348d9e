package io.bitgap.quantizer;

/**
 * y = scale * (code - zeroPoint), one entry for the tensor or one an output channel (or group).
 *
 * @param scale real units a code, 0 for a channel that is all zeros
 * @param zeroPoint the code of the real number 0
 */
public record AffineGrid(double[] scale, int[] zeroPoint) {}
