package io.bitgap.quantizer;

/**
 * A uniform quantization map, exact in double precision: the reference for every kernel.
 *
 * <p>step = rint(clamp(x / inputScale + shift, low, high)), y = outputScale * step + outputOffset, reported code =
 * step + zeroPoint.
 * The straight-through gradient is dy/dx = slope inside the window and 0 outside.
 *
 * <p>Worked number: PACT with 2 bits and alpha 2.441 has inputScale = outputScale = 2.441/3 = 0.81367, low 0, high 3;
 * x = 1.2476 gives 1.533, step 2, y = 1.62733.
 *
 * @param inputScale input units a step, above 0; a map of zero range is {@link #ZERO}
 * @param shift steps
 * @param low smallest step
 * @param high largest step
 * @param output what the steps stand for
 * @param window inputs whose gradient passes
 */
public record Staircase(double inputScale, double shift, int low, int high, OutputGrid output, GradientWindow window) {

    /** 255 times as many whole numbers are floats still. */
    private static final int FINE = 1 << 16;

    /** The map of a zero range: every input gives 0. */
    public static final Staircase ZERO =
            new Staircase(1, 0, 0, 0, new OutputGrid(0, 0, 0), GradientWindow.closed(0, 0));

    public Staircase {
        if (!(inputScale > 0) || Double.isInfinite(inputScale)) {
            throw new IllegalArgumentException("a step must be a positive number, not " + inputScale);
        }
        if (low > high) {
            throw new IllegalArgumentException("lowest step " + low + " is above the highest, " + high);
        }
    }

    /** A map whose output has the units of its input: y = scale * step; {@link #ZERO} where the scale is not above 0. */
    public static Staircase uniform(double scale, int low, int high, int zeroPoint, GradientWindow window) {
        return scale > 0 ? new Staircase(scale, 0, low, high, new OutputGrid(scale, 0, zeroPoint), window) : ZERO;
    }

    /**
     * The map that clips and does not round: its steps are so fine that single precision does not tell them from none. Slope and
     * window are the same.
     */
    public Staircase withoutRounding() {
        OutputGrid fine = new OutputGrid(output.scale() / FINE, output.offset(), output.zeroPoint());
        return new Staircase(inputScale / FINE, shift * FINE, low * FINE, high * FINE, fine, window);
    }

    /** As {@link #backward}, where no sum is wanted. */
    public void mask(double[] x, double[] gradient, int from, int to) {
        double slope = slope();
        for (int i = from; i < to; i++) {
            gradient[i] = window.contains(x[i]) ? gradient[i] * slope : 0;
        }
    }

    /** The step that x falls on; rounds half to even. NaN stays NaN. */
    public double step(double x) {
        return Math.rint(Math.min(Math.max(x / inputScale + shift, low), high));
    }

    /** y; a zero is never negative. */
    public double value(double x) {
        return output.scale() * step(x) + output.offset() + 0.0;
    }

    /** Puts y for x in place of values[from] up to values[to-1]. */
    public void forward(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = value(values[i]);
        }
    }

    /**
     * Puts dL/dx for dL/dy in place of gradient[from] up to gradient[to-1].
     *
     * @param x inputs, at the same places
     * @return every sum
     */
    public RegionSums backward(double[] x, double[] gradient, int from, int to) {
        double below = 0;
        double inside = 0;
        double insideX = 0;
        double insideY = 0;
        double above = 0;
        double slope = slope();
        for (int i = from; i < to; i++) {
            double g = gradient[i];
            if (window.below(x[i])) {
                below += g;
                gradient[i] = 0;
            } else if (window.above(x[i])) {
                above += g;
                gradient[i] = 0;
            } else {
                inside += g;
                insideX += g * x[i];
                insideY += g * value(x[i]);
                gradient[i] = g * slope;
            }
        }
        return new RegionSums(below, inside, insideX, insideY, above, TensorSize.of(to - from));
    }

    /** Output units a step. */
    public double outputScale() {
        return output.scale();
    }

    /** The value of step 0. */
    public double outputOffset() {
        return output.offset();
    }

    /** What is added to a step to give the stored code. */
    public int zeroPoint() {
        return output.zeroPoint();
    }

    /** dy/dx inside the window. */
    public double slope() {
        return outputScale() / inputScale;
    }

    /** Number of distinct values. */
    public int levels() {
        return high - low + 1;
    }
}
