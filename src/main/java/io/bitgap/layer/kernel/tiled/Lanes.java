package io.bitgap.layer.kernel.tiled;

/**
 * A running sum, kept as one float a place in the tile so that adding a tile is a vector operation; also more exact than one
 * float for all.
 */
final class Lanes {
    private final float[] sums = new float[Tiles.SIZE];

    /** += a */
    void add(float[] a) {
        float[] s = sums;
        for (int i = 0; i < Tiles.SIZE; i++) {
            s[i] += a[i];
        }
    }

    /** += a - b */
    void addDifference(float[] a, float[] b) {
        float[] s = sums;
        for (int i = 0; i < Tiles.SIZE; i++) {
            s[i] += a[i] - b[i];
        }
    }

    /** += a * b */
    void addProduct(float[] a, float[] b) {
        float[] s = sums;
        for (int i = 0; i < Tiles.SIZE; i++) {
            s[i] += a[i] * b[i];
        }
    }

    double total() {
        double total = 0;
        for (float sum : sums) {
            total += sum;
        }
        return total;
    }
}
