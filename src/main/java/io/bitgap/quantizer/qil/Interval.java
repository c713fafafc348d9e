package io.bitgap.quantizer.qil;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.tensor.Tile;
import java.util.Map;

/**
 * The interval of magnitudes that is spread over the codes: center c, half width d, prune point p = c-d, clip point k = c+d.
 *
 * <p>u = 0.5/d * |x| + 0.5 - 0.5*c/d goes from 0 at p to 1 at k; du/dx = 0.5/d, du/dc = -0.5/d, du/dd = -0.5*(|x|-c)/d^2.
 *
 * <p>Source: arXiv 1808.05779, equations 3 and 4. Worked number: c = 0.689, d = 0.266: p = 0.423, k = 0.955, |x| = 0.6071
 * gives u = 0.34605.
 */
record Interval(double center, double halfWidth) {
    static final String CENTER = "center";
    static final String HALF_WIDTH = "halfWidth";
    /** The interval that calibration found; the smallest half width follows its center. */
    static final String INITIAL_CENTER = "initialCenter";

    static final String INITIAL_HALF_WIDTH = "initialHalfWidth";
    /** Where there is nothing to calibrate with. */
    private static final Interval UNIT = between(0, 1);

    private static final double MIN_WIDTH = 1e-4;
    /** Below it the square of a slope is no number any more. */
    private static final double MIN_MAGNITUDE = 1e-60;

    static Interval of(Parameters parameters) {
        return new Interval(parameters.get(CENTER), parameters.get(HALF_WIDTH));
    }

    /**
     * @param prune p; taken down to k/2, so that the interval is wide
     * @param clip k; the interval is 0..1 where it is not above 0
     */
    static Interval between(double prune, double clip) {
        if (!(clip > 0)) {
            return UNIT;
        }
        double from = Math.min(prune, clip / 2);
        return new Interval((clip + from) / 2, (clip - from) / 2);
    }

    /** Whether there is no interval, so that everything becomes 0. */
    boolean empty() {
        return !(halfWidth > MIN_MAGNITUDE);
    }

    /** Above the prune point: where that is 0, the zeros of a ReLU, half of the values, are no part of the interval. */
    GradientWindow window() {
        return new GradientWindow(prune(), false, clip(), true);
    }

    private double prune() {
        return center - halfWidth;
    }

    private double clip() {
        return center + halfWidth;
    }

    /** How far prune and clip point went from where calibration put them, as shares of the first clip point. */
    static Map<String, Double> movement(Parameters parameters) {
        Interval first = new Interval(parameters.get(INITIAL_CENTER), parameters.get(INITIAL_HALF_WIDTH));
        Interval now = of(parameters);
        return first.empty()
                ? Map.of()
                : Map.of(
                        "pruneMoved",
                        (now.prune() - first.prune()) / first.clip(),
                        "clipMoved",
                        (now.clip() - first.clip()) / first.clip());
    }

    double slope() {
        return 0.5 / halfWidth;
    }

    double shift() {
        return 0.5 - 0.5 * center / halfWidth;
    }

    /** u of a magnitude, kept in 0..1. */
    double position(double magnitude) {
        return Math.min(Math.max(slope() * magnitude + shift(), 0), 1);
    }

    /**
     * Puts sign(x) * rint(u*largest) * factor in place of every weight x. The prune point is not negative, so a weight has a
     * code on one side only, and the difference of both sides needs no branch.
     */
    void linear(Tile tile, double largest, double factor) {
        double[] x = tile.x();
        double[] negative = tile.spare(0);
        double slope = slope();
        double shift = shift();
        int length = tile.length();
        for (int i = 0; i < length; i++) {
            negative[i] = Math.rint(largest * Math.min(Math.max(shift - slope * x[i], 0), 1));
        }
        for (int i = 0; i < length; i++) {
            x[i] = Math.rint(largest * Math.min(Math.max(slope * x[i] + shift, 0), 1));
        }
        for (int i = 0; i < length; i++) {
            x[i] = (x[i] - negative[i]) * factor;
        }
    }

    /** dL/dc from the sum of dL/du. */
    double centerGradient(double sum) {
        return empty() ? 0 : -slope() * sum;
    }

    /** dL/dd from the sums of dL/du and of |x|*dL/du. */
    double halfWidthGradient(double sum, double sumX) {
        return empty() ? 0 : -slope() / halfWidth * (sumX - center * sum);
    }

    void average(int batch, Parameters parameters) {
        parameters.average(CENTER, center, batch);
        parameters.average(HALF_WIDTH, halfWidth, batch);
        parameters.set(INITIAL_CENTER, parameters.get(CENTER));
        parameters.set(INITIAL_HALF_WIDTH, parameters.get(HALF_WIDTH));
    }

    /** After an update: d at least 0.0001 of the first center, c at least d. */
    static void project(Parameters parameters) {
        double halfWidth = Math.max(parameters.get(HALF_WIDTH), MIN_WIDTH * parameters.get(INITIAL_CENTER));
        parameters.set(HALF_WIDTH, halfWidth);
        parameters.set(CENTER, Math.max(parameters.get(CENTER), halfWidth));
    }
}
