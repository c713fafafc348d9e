package io.bitgap.dataset.batch;

import io.bitgap.dataset.seeded.SeededRandom;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.Well19937c;

/**
 * Mixes the images x of a batch in pairs, all with one share: s*x[i] + (1-s)*x[p(i)] for a permutation p of the batch and s from
 * Beta(a, a); targets likewise (arXiv 1710.09412). Both follow from (seed, epoch, batch) alone.
 */
record Mixup(double alpha, long seed, int epoch) {
    private static final int STREAM = 2;

    /**
     * @param share that each image has in its mixture, 0..1
     * @param partners the image of the batch that each one is mixed with
     */
    record Pairs(double share, int[] partners) {}

    /** @param batch its number in the epoch */
    Pairs pairs(int batch, int size) {
        SeededRandom random = SeededRandom.of(seed, epoch, batch, STREAM);
        double share = new BetaDistribution(new Well19937c(random.nextLong()), alpha, alpha).sample();
        return new Pairs(share, random.permutation(size));
    }

    /** @param target gets the mixture */
    static void mix(float[] image, float[] other, double share, float[] target) {
        float first = (float) share;
        float second = (float) (1 - share);
        for (int i = 0; i < target.length; i++) {
            target[i] = first * image[i] + second * other[i];
        }
    }
}
