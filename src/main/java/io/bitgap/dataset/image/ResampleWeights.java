package io.bitgap.dataset.image;

/**
 * Which pixels of a line make up each pixel of the resampled line, and how much they weigh: a triangle around its place,
 * as wide as two pixels of the longer line. Worked number: from 4 pixels to 2, the first has weights 3/4, 3/4, 1/4 on
 * pixels 0, 1, 2, which become 3/7, 3/7, 1/7 so that they sum to one.
 */
final class ResampleWeights {
    private final int to;
    private final int[] first;
    private final int[] count;
    private float[] weights = new float[0];
    private int most;

    ResampleWeights(int to) {
        this.to = to;
        this.first = new int[to];
        this.count = new int[to];
    }

    /** @param from length of the line in pixels */
    void set(int from) {
        double scale = (double) from / to;
        double reach = Math.max(1.0, scale);
        most = 2 * (int) Math.ceil(reach) + 3;
        if (weights.length < to * most) {
            weights = new float[to * most];
        }
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) Math.floor(centre - reach));
            count[i] = Math.min(from - 1, (int) Math.ceil(centre + reach)) - first[i] + 1;
            double sum = 0;
            for (int k = 0; k < count[i]; k++) {
                sum += triangle(first[i] + k, centre, reach);
            }
            for (int k = 0; k < count[i]; k++) {
                weights[i * most + k] = (float) (triangle(first[i] + k, centre, reach) / sum);
            }
        }
    }

    private static double triangle(int pixel, double centre, double reach) {
        return Math.max(0, 1 - Math.abs(pixel + 0.5 - centre) / reach);
    }

    int first(int i) {
        return first[i];
    }

    int count(int i) {
        return count[i];
    }

    float weight(int i, int k) {
        return weights[i * most + k];
    }
}
