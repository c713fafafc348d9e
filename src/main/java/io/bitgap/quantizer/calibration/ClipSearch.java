package io.bitgap.quantizer.calibration;

import io.bitgap.quantizer.AffineRange;
import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Staircase;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

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
        SortedSample values = new SortedSample(
                low == 0 ? Arrays.stream(sample).filter(x -> x > 0).toArray() : sample);
        double max = values.maxAbs();
        return max > 0 && low < high
                ? max
                        * best(share -> values.squaredError(max * share / CANDIDATES / Math.max(high, 1), low, high))
                        / CANDIDATES
                : max;
    }

    /** The best of min..max, shrunk towards 0 by 1/100, 2/100, .., on an affine grid. */
    public static AffineRange range(double[] sample, int bits) {
        SortedSample values = new SortedSample(sample);
        AffineRange whole = new AffineRange(values.min(), values.max(), bits);
        return whole.empty()
                ? whole
                : shrunk(whole, best(share -> {
                    Staircase map = shrunk(whole, share).staircase(GradientWindow.EVERYWHERE);
                    return values.squaredError(map.outputScale(), map.low(), map.high());
                }));
    }

    private static AffineRange shrunk(AffineRange whole, int share) {
        return new AffineRange(whole.min() * share / CANDIDATES, whole.max() * share / CANDIDATES, whole.bits());
    }

    /** The first of 1..CANDIDATES with the least error; all of them where no error is a number. */
    private static int best(IntToDoubleFunction error) {
        int best = CANDIDATES;
        double least = Double.POSITIVE_INFINITY;
        for (int share = 1; share <= CANDIDATES; share++) {
            double now = error.applyAsDouble(share);
            if (now < least) {
                least = now;
                best = share;
            }
        }
        return best;
    }
}
