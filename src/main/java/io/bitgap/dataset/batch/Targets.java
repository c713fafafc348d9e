package io.bitgap.dataset.batch;

import java.util.Arrays;

/**
 * What a network is to answer for an image of label y out of K: (1-e) for y and e/K for all, where e is the label smoothing. Of a
 * mixture, the weighted mean of both.
 *
 * <p>Worked number: K = 10, e = 0.1: 0.91 for the label, 0.01 for each other class.
 */
final class Targets {
    private final float[] row;
    private final double share;

    Targets(int classes, double smoothing) {
        this.row = new float[classes];
        this.share = smoothing;
    }

    /** Valid until the next call. */
    float[] of(int label) {
        return of(label, label, 1);
    }

    /** Of a mixture with so much of the first; valid until the next call. */
    float[] of(int label, int other, double ofFirst) {
        Arrays.fill(row, (float) (share / row.length));
        row[label] += (float) ((1 - share) * ofFirst);
        row[other] += (float) ((1 - share) * (1 - ofFirst));
        return row;
    }
}
