package io.bitgap.experiment.spec;

import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Start;
import org.jspecify.annotations.Nullable;

/**
 * A column of the grid.
 *
 * @param label its name in tables, unique in the experiment
 * @param start where its runs start, null where its recipe decides
 * @param recipe its own, null where it has the experiment's
 */
public record MethodSpec(
        String label,
        QuantizerChoice weights,
        QuantizerChoice activations,
        @Nullable Start start,
        @Nullable RecipeChoice recipe) {
    /** Leaves a role in fp32. */
    static final QuantizerChoice NONE = new QuantizerChoice("none", java.util.Map.of());

    public boolean quantizesWeights() {
        return !weights.quantizer().equals(NONE.quantizer());
    }

    public boolean quantizesActivations() {
        return !activations.quantizer().equals(NONE.quantizer());
    }
}
