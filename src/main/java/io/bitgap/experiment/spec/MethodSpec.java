package io.bitgap.experiment.spec;

import io.bitgap.training.BitWidths;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Start;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of the grid.
 *
 * @param label its name in tables, unique in the experiment
 * @param bits its own rows, null where it has the experiment's
 * @param start where its runs start, null where its recipe decides
 * @param recipe its own, null where it has the experiment's
 */
public record MethodSpec(
        String label,
        QuantizerChoice weights,
        QuantizerChoice activations,
        @Nullable List<BitWidths> bits,
        @Nullable Start start,
        @Nullable RecipeChoice recipe) {
    public MethodSpec {
        bits = bits == null ? null : List.copyOf(bits);
    }

    /** The rows it has runs in. */
    public List<BitWidths> rows(List<BitWidths> ofExperiment) {
        return bits == null ? ofExperiment : bits;
    }

    public boolean quantizesWeights() {
        return weights.quantizes();
    }

    public boolean quantizesActivations() {
        return activations.quantizes();
    }
}
