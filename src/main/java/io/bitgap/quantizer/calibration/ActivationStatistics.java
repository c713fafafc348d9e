package io.bitgap.quantizer.calibration;

/** What a quantizer may ask about the activations of one batch; computed when asked for. */
public interface ActivationStatistics {
    double min();

    double max();

    double maxAbs();

    double meanAbs();

    /** An evenly spaced sample of the values, at most 16,384 of them, in memory order. */
    double[] sample();
}
