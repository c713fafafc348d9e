package io.bitgap.quantizer.gdrq;

/**
 * The clip threshold of least squared error as a multiple of the mean magnitude, for normally distributed values on codes
 * -L..L, by numerical integration. Values of a rectified normal distribution need twice the multiple, because half of the
 * values in their mean are 0.
 *
 * <p>Worked number: L = 7 gives 3.11: T = 2.48 standard deviations, whose mean magnitude is 0.798.
 */
final class MeanMultiple {
    private static final int[] MAX_CODES = {1, 3, 7, 15, 31, 63, 127, 255};
    private static final double[] MULTIPLE = {1.53, 2.45, 3.11, 3.63, 4.10, 4.52, 4.91, 5.28};

    private MeanMultiple() {}

    /** @param largest L; 0 is treated as 1 */
    static double of(int largest) {
        int at = 0;
        while (at < MAX_CODES.length - 1 && MAX_CODES[at] < largest) {
            at++;
        }
        return MULTIPLE[at];
    }
}
