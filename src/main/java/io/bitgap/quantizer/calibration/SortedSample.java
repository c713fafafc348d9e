package io.bitgap.quantizer.calibration;

import java.util.Arrays;

/** The squared error of uniform grids on a sample: in order of size, the values of a code are one stretch with one sum. */
final class SortedSample {
    private static final double HALF = 0.5;

    private final double[] values;
    /** Sums of the first 0, 1, .. values. */
    private final double[] sums;

    private double squares;

    SortedSample(double[] sample) {
        values = sample.clone();
        Arrays.sort(values);
        sums = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
            squares += values[i] * values[i];
        }
    }

    /** NaN where one of the values is, 0 where there are none. */
    double maxAbs() {
        return Math.max(Math.abs(min()), Math.abs(max()));
    }

    double min() {
        return values.length == 0 ? 0 : values[0];
    }

    /** NaN where one of the values is: it is sorted to the end. */
    double max() {
        return values.length == 0 ? 0 : values[values.length - 1];
    }

    /** Sum of (x - s * clamp(rint(x/s), low, high))^2 = sum of x^2 + sum over the codes of n*y^2 - 2*y * sum of x, y = s * code. */
    double squaredError(double scale, int low, int high) {
        double error = squares;
        int from = 0;
        for (int code = low; code <= high; code++) {
            int to = code == high ? values.length : firstNotBelow((code + HALF) * scale, from);
            double y = code * scale;
            error += (to - from) * y * y - 2 * y * (sums[to] - sums[from]);
            from = to;
        }
        return error;
    }

    private int firstNotBelow(double bound, int from) {
        int at = Arrays.binarySearch(values, from, values.length, bound);
        return at < 0 ? -at - 1 : at;
    }
}
