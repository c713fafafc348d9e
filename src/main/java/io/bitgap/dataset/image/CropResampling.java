package io.bitgap.dataset.image;

import java.util.Arrays;

/**
 * Brings a picture to a square, one direction after the other, weighted by the same triangle as {@link Resampling}, in
 * memory that is used again.
 */
final class CropResampling {
    private final int side;
    private final ResampleWeights weights;
    private final float[] row;
    private float[] narrow = new float[0];

    CropResampling(int side) {
        this.side = side;
        this.weights = new ResampleWeights(side);
        this.row = new float[3 * side];
    }

    /** @param target gets RGB, [side, side, 3] */
    void write(Picture picture, boolean mirrored, byte[] target) {
        int floats = Math.multiplyExact(3 * side, picture.height());
        if (narrow.length < floats) {
            narrow = new float[floats];
        }
        weights.set(picture.width());
        for (int y = 0; y < picture.height(); y++) {
            narrowRow(picture, y, mirrored);
        }
        weights.set(picture.height());
        for (int y = 0; y < side; y++) {
            mixRows(y, target);
        }
    }

    private void narrowRow(Picture picture, int y, boolean mirrored) {
        byte[] bytes = picture.bytes();
        for (int i = 0; i < side; i++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            int from = y * picture.stride() + 3 * weights.first(i);
            for (int k = 0; k < weights.count(i); k++, from += 3) {
                float weight = weights.weight(i, k);
                red += weight * (bytes[from] & 0xff);
                green += weight * (bytes[from + 1] & 0xff);
                blue += weight * (bytes[from + 2] & 0xff);
            }
            int to = 3 * (y * side + (mirrored ? side - 1 - i : i));
            narrow[to] = red;
            narrow[to + 1] = green;
            narrow[to + 2] = blue;
        }
    }

    private void mixRows(int y, byte[] target) {
        Arrays.fill(row, 0.5f); // rounds
        for (int k = 0; k < weights.count(y); k++) {
            float weight = weights.weight(y, k);
            int from = (weights.first(y) + k) * row.length;
            for (int i = 0; i < row.length; i++) {
                row[i] += weight * narrow[from + i];
            }
        }
        int to = y * row.length;
        for (int i = 0; i < row.length; i++) {
            target[to + i] = (byte) (int) row[i];
        }
    }
}
