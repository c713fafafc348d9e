package io.bitgap.experiment.spec;

import io.bitgap.training.QuantizerChoice;

/**
 * A column of the grid.
 *
 * @param label its name in tables, unique in the experiment
 * @param scratch whether its runs start from random weights instead of the seed's baseline
 */
public record MethodSpec(String label, QuantizerChoice weights, QuantizerChoice activations, boolean scratch) {
    /** Leaves a role in fp32. */
    static final QuantizerChoice NONE = new QuantizerChoice("none", java.util.Map.of());

    public boolean quantizesWeights() {
        return !weights.quantizer().equals(NONE.quantizer());
    }

    public boolean quantizesActivations() {
        return !activations.quantizer().equals(NONE.quantizer());
    }
}
