package io.bitgap.quantizer.tensor;

/**
 * Some consecutive weights in double precision, with their gradient, in arrays that a thread has for itself and a core's
 * first cache holds. The JVM makes vector instructions of short loops only, and none of sums: those are four at a time, so
 * that an addition need not wait for the one before.
 */
public final class Tile {
    static final int LENGTH = 1024;

    private static final int SPARES = 3;
    private static final ThreadLocal<Tile> OWN = ThreadLocal.withInitial(Tile::new);

    private final double[] x = new double[LENGTH];
    private final double[] gradient = new double[LENGTH];
    private final double[][] spares = new double[SPARES][LENGTH];
    private final float[] narrow = new float[LENGTH];
    private int length;

    private Tile() {}

    /** This thread's, with so many elements. */
    static Tile own(int length) {
        Tile tile = OWN.get();
        tile.length = length;
        return tile;
    }

    /** The weights; what is put in their place are the results. */
    public double[] x() {
        return x;
    }

    /** dL/dy of the weights; what is put in its place is dL/dx. */
    public double[] gradient() {
        return gradient;
    }

    /**
     * Room for results in between.
     *
     * @param number 0 to 2
     */
    public double[] spare(int number) {
        return spares[number];
    }

    /** On their way between a tensor of FLOAT and this tile. */
    float[] narrow() {
        return narrow;
    }

    /** How many elements of its arrays are in use. */
    public int length() {
        return length;
    }

    /** Brings the weights into low..high. */
    public void clamp(double low, double high) {
        for (int i = 0; i < length; i++) {
            x[i] = Math.min(Math.max(x[i], low), high);
        }
    }

    /** Sum of a*b over two of its arrays. */
    public double dot(double[] a, double[] b) {
        int fours = length & -4;
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < fours; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (int i = fours; i < length; i++) {
            first += a[i] * b[i];
        }
        return first + second + (third + fourth);
    }

    double sumAbs() {
        int fours = length & -4;
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < fours; i += 4) {
            first += Math.abs(x[i]);
            second += Math.abs(x[i + 1]);
            third += Math.abs(x[i + 2]);
            fourth += Math.abs(x[i + 3]);
        }
        for (int i = fours; i < length; i++) {
            first += Math.abs(x[i]);
        }
        return first + second + (third + fourth);
    }

    /** As {@link #max}. */
    public double maxAbs() {
        double max = 0;
        for (int i = 0; i < length; i++) {
            double magnitude = Math.abs(x[i]);
            if (!(magnitude <= max)) {
                max = Math.max(max, magnitude);
            }
        }
        return max;
    }

    /** NaN if any of them is. A new maximum is rare, so the processor foresees that there is none. */
    double max() {
        double max = x[0];
        for (int i = 1; i < length; i++) {
            if (!(x[i] <= max)) {
                max = Math.max(max, x[i]);
            }
        }
        return max;
    }

    /** As {@link #max}. */
    double min() {
        double min = x[0];
        for (int i = 1; i < length; i++) {
            if (!(x[i] >= min)) {
                min = Math.min(min, x[i]);
            }
        }
        return min;
    }
}
