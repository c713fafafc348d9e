package io.bitgap.training;

import java.util.Arrays;

/**
 * Measures the training speed of an epoch. The median, because the first steps of a process wait for the JVM's compiler and
 * single ones for whatever else the machine does; neither says anything about the network.
 */
final class EpochSpeed {
    private final double[] imagesPerSecond;
    private int done;

    EpochSpeed(int steps) {
        imagesPerSecond = new double[steps];
    }

    /** @param nanos what the step took, waiting for its batch included */
    void step(int images, long nanos) {
        imagesPerSecond[done++] = images / (nanos / 1e9);
    }

    /** Images a second of the median step; steps of 100, 300 and 200 have 200. */
    double median() {
        double[] sorted = Arrays.copyOf(imagesPerSecond, done);
        Arrays.sort(sorted);
        return (sorted[(done - 1) / 2] + sorted[done / 2]) / 2;
    }
}
