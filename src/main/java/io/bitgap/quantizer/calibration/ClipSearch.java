package io.bitgap.quantizer.calibration;

import io.bitgap.quantizer.AffineRange;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Staircase;
import java.util.Arrays;

/**
 * Finds the clip threshold whose uniform grid has the least squared error on a sample of values: the maximum is no good
 * start at few bits, because one outlier widens every step.
 */
public final class ClipSearch {
    private static final int CANDIDATES = 100;

    private ClipSearch() {}

    /**
     * The best T in max/100, 2*max/100, .., max for codes low..high with s = T/high (T where high is 0).
     *
     * @param low 0 for codes that are never negative: negative values then count for nothing
     * @return 0 when the sample has nothing to search in
     */
    public static double threshold(double[] sample, int low, int high) {
        double[] values = low == 0 ? Arrays.stream(sample).filter(x -> x > 0).toArray() : sample;
        double max = Arrays.stream(values).map(Math::abs).max().orElse(0);
        double best = max;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i <= CANDIDATES && max > 0 && low < high; i++) {
            double threshold = max * i / CANDIDATES;
            double error = squaredError(values, threshold / Math.max(high, 1), low, high);
            if (error < least) {
                least = error;
                best = threshold;
            }
        }
        return best;
    }

    private static double squaredError(double[] values, double scale, int low, int high) {
        double sum = 0;
        for (double x : values) {
            double error = x - scale * Math.rint(Math.min(Math.max(x / scale, low), high));
            sum += error * error;
        }
        return sum;
    }

    /** The best of min..max, shrunk towards 0 by 1/100, 2/100, .., on an affine grid. */
    public static AffineRange range(double[] sample, int bits) {
        AffineRange whole = new AffineRange(
                Arrays.stream(sample).min().orElse(0),
                Arrays.stream(sample).max().orElse(0),
                bits);
        AffineRange best = whole;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i <= CANDIDATES && !whole.empty(); i++) {
            AffineRange range = new AffineRange(whole.min() * i / CANDIDATES, whole.max() * i / CANDIDATES, bits);
            Staircase map = range.staircase(GradientWindow.EVERYWHERE);
            double error = 0;
            for (double x : sample) {
                error += (x - map.value(x)) * (x - map.value(x));
            }
            if (error < least) {
                least = error;
                best = range;
            }
        }
        return best;
    }
}
