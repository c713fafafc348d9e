package io.bitgap.layer.kernel.tiled;

/**
 * One side of a gradient window as arithmetic without a branch, so that a loop over it becomes vector instructions: passes =
 * base + sign * min(max(slope * (x - bound), 0), 1). A difference of two floats is 0 or so large that the slope brings it to 1
 * (but for numbers below 1e-38, which no layer produces).
 *
 * <p>Worked number: x &lt; 6 is base 0, sign 1, slope -1e38: 5.5 gives min(5e37, 1) = 1, 6 gives 0.
 */
record Edge(float base, float sign, float slope, float bound) {
    private static final float STEEP = 1e38f;

    /** Up to the bound. */
    static Edge upper(double bound, boolean included) {
        return included ? new Edge(1, -1, STEEP, (float) bound) : new Edge(0, 1, -STEEP, (float) bound);
    }

    /** From the bound on. */
    static Edge lower(double bound, boolean included) {
        return included ? new Edge(1, -1, -STEEP, (float) bound) : new Edge(0, 1, STEEP, (float) bound);
    }

    /** passed = g where x passes, else 0; the arrays may be the same. */
    void mask(float[] x, float[] g, float[] passed) {
        float b = base;
        float s = sign;
        float k = slope;
        float at = bound;
        for (int i = 0; i < Tiles.SIZE; i++) {
            passed[i] = g[i] * (b + s * Math.min(Math.max(k * (x[i] - at), 0f), 1f));
        }
    }
}
