package io.bitgap.quantizer;

/**
 * A uniform quantization map, exact in double precision: the reference for every kernel.
 *
 * <p>step = rint(clamp(x / inputScale + shift, low, high)), y = outputScale * step, reported code = step + zeroPoint.
 * The straight-through gradient is dy/dx = slope inside the window and 0 outside.
 *
 * <p>Worked number: PACT with 2 bits and alpha 2.441 has inputScale = outputScale = 2.441/3 = 0.81367, low 0, high 3;
 * x = 1.2476 gives 1.533, step 2, y = 1.62733.
 *
 * @param inputScale input units a step, above 0; a map of zero range is {@link #ZERO}
 * @param shift steps
 * @param low smallest step
 * @param high largest step
 * @param outputScale output units a step
 * @param zeroPoint what is added to a step to give the stored code
 * @param window inputs whose gradient passes
 */
public record Staircase(
        double inputScale, double shift, int low, int high, double outputScale, int zeroPoint, GradientWindow window) {

    /** The map of a zero range: every input gives 0. */
    public static final Staircase ZERO = new Staircase(1, 0, 0, 0, 0, 0, GradientWindow.closed(0, 0));

    public Staircase {
        if (!(inputScale > 0) || Double.isInfinite(inputScale)) {
            throw new IllegalArgumentException("a step must be a positive number, not " + inputScale);
        }
        if (low > high) {
            throw new IllegalArgumentException("lowest step " + low + " is above the highest, " + high);
        }
    }

    /** A map whose output has the units of its input: y = scale * step. */
    public static Staircase uniform(double scale, int low, int high, int zeroPoint, GradientWindow window) {
        return new Staircase(scale, 0, low, high, scale, zeroPoint, window);
    }

    /** The step that x falls on; rounds half to even. NaN stays NaN. */
    public double step(double x) {
        return Math.rint(Math.min(Math.max(x / inputScale + shift, low), high));
    }

    public double value(double x) {
        return outputScale * step(x);
    }

    /** dy/dx inside the window. */
    public double slope() {
        return outputScale / inputScale;
    }

    /** Number of distinct values. */
    public int levels() {
        return high - low + 1;
    }
}
