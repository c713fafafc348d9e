package io.bitgap.quantizer.qil;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.tensor.Tile;
import java.util.Arrays;

/**
 * Sums over weights whose magnitude lies in an {@link Interval}; g is dL/dy, v' the derivative of the map after it.
 *
 * @param sum of sign(w)*g*v'
 * @param sumX of w*g*v'
 * @param sumGamma dL/dgamma
 */
record IntervalSums(double sum, double sumX, double sumGamma) {
    IntervalSums plus(IntervalSums other) {
        return new IntervalSums(sum + other.sum, sumX + other.sumX, sumGamma + other.sumGamma);
    }

    /** No weight lies in it: the gradient becomes 0. */
    static IntervalSums none(Tile tile) {
        Arrays.fill(tile.gradient(), 0);
        return new IntervalSums(0, 0, 0);
    }

    /**
     * Puts dL/dw in place of the gradient, where gamma is 1 and stays so.
     *
     * <p>Without branches, which a processor could not foresee: the smallest whole number that is not below min(max(d, 0), 1)
     * is 1 where d is above 0, else 0. The prune point is not negative, so a weight is inside on one side only.
     */
    static IntervalSums linear(Tile tile, Interval interval) {
        GradientWindow window = interval.window();
        double[] x = tile.x();
        double[] g = tile.gradient();
        double[] positive = tile.spare(0);
        double[] negative = tile.spare(1);
        int length = tile.length();
        double from = Math.max(window.from(), 0);
        double to = window.to();
        for (int i = 0; i < length; i++) {
            positive[i] =
                    Math.ceil(Math.min(Math.max(x[i] - from, 0), 1)) - Math.ceil(Math.min(Math.max(x[i] - to, 0), 1));
        }
        for (int i = 0; i < length; i++) {
            negative[i] =
                    Math.ceil(Math.min(Math.max(-x[i] - from, 0), 1)) - Math.ceil(Math.min(Math.max(-x[i] - to, 0), 1));
        }
        double sum = tile.dot(g, positive) - tile.dot(g, negative);
        double slope = interval.slope();
        for (int i = 0; i < length; i++) {
            g[i] *= positive[i] + negative[i];
        }
        double sumX = tile.dot(g, x);
        for (int i = 0; i < length; i++) {
            g[i] = g[i] * slope + 0.0;
        }
        return new IntervalSums(sum, sumX, 0);
    }
}
