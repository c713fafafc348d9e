package io.bitgap.layer;

/** A running layer that follows the mean and variance of its batches, unless it is told not to. */
public interface RunningStatistics {
    /**
     * From the next forward pass on. Frozen, training normalizes with the running mean and variance as they are, which then
     * count as constants in the gradient; scale and shift are trained on. This is not saved with the network: the one who
     * trains says it again after a restart.
     */
    void freeze(boolean frozen);

    /**
     * From the next forward pass on, outside of training too, it normalizes with the batch's own mean and variance, and its running
     * ones become the means over so many batches: r := r + (batch - r) / number.
     *
     * @param number of the next batch, from 1; 0 ends it
     */
    void estimate(int number);
}
