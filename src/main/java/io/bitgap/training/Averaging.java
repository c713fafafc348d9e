package io.bitgap.training;

/**
 * What is averaged for the network that a run is evaluated and saved as.
 *
 * @param weightEma share of the old mean that each step keeps, in the exponential moving average of the weights; 0 = none
 * @param reestimateBatchNorm training batches from which batch norm's statistics are estimated anew at the end; 0 = not
 */
public record Averaging(double weightEma, int reestimateBatchNorm) {
    static final Averaging NONE = new Averaging(0, 0);

    Averaging weightEma(double value) {
        return new Averaging(value, reestimateBatchNorm);
    }

    Averaging reestimateBatchNorm(int value) {
        return new Averaging(weightEma, value);
    }
}
