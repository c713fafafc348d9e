package io.bitgap.quantizer;

import io.bitgap.quantizer.calibration.ActivationStatistics;
import java.util.EnumSet;
import java.util.Set;

/**
 * Quantizes activations, one map for the whole tensor. Every such map is a {@link Staircase}, so that one kernel serves
 * them all; what differs is where its numbers come from and what its parameters learn.
 */
public non-sealed interface ActivationQuantizer extends Quantizer {
    /** Enough for a quantile or a least error to settle; a moving average starts from a mean instead of one batch's extreme. */
    int CALIBRATION_BATCHES = 8;

    /** Training batches that {@link #calibrate} sees where there are so many; 0 = none needed. */
    default int calibrationBatches() {
        return parameters().isEmpty() ? 0 : CALIBRATION_BATCHES;
    }

    /**
     * Sets the parameters from a training batch. What is found on each batch is averaged over the batches seen; a caller may
     * go on beyond {@link #calibrationBatches}.
     *
     * @param batch how many batches were seen before, from 0
     */
    default void calibrate(ActivationStatistics statistics, int batch, Parameters parameters) {}

    /** Follows the data in training, before the map is used, once the parameters are calibrated. */
    default void track(ActivationStatistics statistics, Parameters parameters) {}

    /** Brings learned parameters back into their domain after an update. */
    default void project(Parameters parameters) {}

    /** Whether the output has the units of the input, so that the map has a scale and a zero point. */
    default boolean affine() {
        return true;
    }

    /** The map as the parameters stand. */
    Staircase staircase(Parameters parameters);

    /** The sums that {@link #parameterGradients} needs. */
    default Set<RegionSum> needs() {
        return EnumSet.noneOf(RegionSum.class);
    }

    /** dL/dp of learned parameters from sums over the upstream gradient. */
    default void parameterGradients(RegionSums sums, Parameters parameters, Parameters gradients) {}
}
