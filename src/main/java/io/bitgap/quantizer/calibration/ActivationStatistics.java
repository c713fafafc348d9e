package io.bitgap.quantizer.calibration;

/** What a quantizer may ask about the activations of one batch; computed when asked for. */
public interface ActivationStatistics {
    double min();

    double max();

    double maxAbs();

    double meanAbs();

    /** A {@link StratifiedSample} of the values. */
    double[] sample();
}
