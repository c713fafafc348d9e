package io.bitgap.quantizer;

/**
 * What the codes of quantized weights mean: y = scale[c] * (code - zeroPoint[c]) for output channel c. Unlike {@link
 * AffineGrid}, which describes the whole map from weights to their quantized values, it exists for every weight quantizer,
 * because the values of each lie evenly spaced.
 *
 * <p>Worked number: DoReFa at 2 bits has the values -1, -1/3, 1/3, 1 under the codes 0 to 3: scale 2/3, zero point 1.5.
 *
 * @param scale output units a code, one entry an output channel; 0 for a channel that is all zeros
 * @param zeroPoint the code of the real number 0, one entry an output channel; between two codes where no level is 0
 */
public record CodeMap(double[] scale, double[] zeroPoint) {
    /** The same for all channels. */
    public static CodeMap uniform(long channels, double scale, double zeroPoint) {
        return perGroup(channels, channels, new double[] {scale}, new double[] {zeroPoint});
    }

    /**
     * One entry for so many consecutive channels.
     *
     * @param group channels an entry
     */
    public static CodeMap perGroup(long channels, long group, double[] scale, double[] zeroPoint) {
        double[] scales = new double[Math.toIntExact(channels)];
        double[] zeroPoints = new double[scales.length];
        for (int channel = 0; channel < scales.length; channel++) {
            scales[channel] = scale[(int) (channel / group)];
            zeroPoints[channel] = zeroPoint[(int) (channel / group)];
        }
        return new CodeMap(scales, zeroPoints);
    }
}
