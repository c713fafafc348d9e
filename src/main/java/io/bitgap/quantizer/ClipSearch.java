package io.bitgap.quantizer;

import java.util.Arrays;

/**
 * Finds the clip threshold whose uniform grid has the least squared error on a sample of values: the maximum is no good
 * start at few bits, because one outlier widens every step.
 */
public final class ClipSearch {
    private static final int CANDIDATES = 100;

    private ClipSearch() {}

    /**
     * The best T in max/100, 2*max/100, .., max for codes 0..largest on [0,T]; negative values count as 0.
     *
     * @return 0 when the sample has no positive value
     */
    public static double unsigned(double[] sample, int largest) {
        double[] positive = Arrays.stream(sample).filter(x -> x > 0).toArray();
        double max = Arrays.stream(positive).max().orElse(0);
        double best = max;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i <= CANDIDATES && max > 0; i++) {
            double threshold = max * i / CANDIDATES;
            double error = squaredError(positive, threshold / largest, largest);
            if (error < least) {
                least = error;
                best = threshold;
            }
        }
        return best;
    }

    private static double squaredError(double[] values, double scale, int largest) {
        double sum = 0;
        for (double x : values) {
            double error = x - scale * Math.rint(Math.min(x / scale, largest));
            sum += error * error;
        }
        return sum;
    }
}
