package io.bitgap.dataset.image;

/**
 * Which pixels of a line make up each pixel of the resampled line, and how much they weigh: a triangle around its position,
 * as wide as two pixels of the longer line. Worked number: from 4 pixels to 2, the first has weights 3/4, 3/4, 1/4 on
 * pixels 0, 1, 2, which become 3/7, 3/7, 1/7 so that they sum to one.
 */
final class ResampleWeights {
    private final int to;
    private final int[] first;
    private final int[] count;
    private final double[] sums;
    private double[] triangles = new double[0];
    private float[] weights = new float[0];
    private int most;

    ResampleWeights(int to) {
        this.to = to;
        this.first = new int[to];
        this.count = new int[to];
        this.sums = new double[to];
    }

    /** @param from length of the line in pixels */
    void set(int from) {
        double scale = (double) from / to;
        double reach = Math.max(1.0, scale);
        most = 2 * (int) Math.ceil(reach) + 3;
        if (weights.length < to * most) {
            weights = new float[to * most];
            triangles = new double[to * most];
        }
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) Math.floor(centre - reach));
            count[i] = Math.min(from - 1, (int) Math.ceil(centre + reach)) - first[i] + 1;
            double sum = 0;
            for (int k = 0; k < count[i]; k++) {
                double triangle = Math.max(0, 1 - Math.abs(first[i] + k + 0.5 - centre) / reach);
                triangles[i * most + k] = triangle;
                sum += triangle;
            }
            sums[i] = sum;
            for (int k = 0; k < count[i]; k++) {
                weights[i * most + k] = (float) (triangles[i * most + k] / sum);
            }
        }
    }

    int first(int i) {
        return first[i];
    }

    int count(int i) {
        return count[i];
    }

    /** What the triangle has there; all of pixel {@code i} make {@link #sum}. */
    double triangle(int i, int k) {
        return triangles[i * most + k];
    }

    double sum(int i) {
        return sums[i];
    }

    /** As {@link #triangle}, of a sum of one. */
    float weight(int i, int k) {
        return weights[i * most + k];
    }
}
