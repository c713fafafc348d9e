package io.bitgap.experiment.spec;

import io.bitgap.graph.Operations;
import io.bitgap.training.Attach;
import io.bitgap.training.BitWidths;
import io.bitgap.training.EdgeLayer;
import io.bitgap.training.LayerPlan;
import io.bitgap.training.Recipes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where quantizers go; a null edge means the default of the row: fp32, but like every other layer where both roles have
 * 8 bits.
 */
public record AttachSpec(
        @Nullable EdgeLayer firstLayer,
        @Nullable EdgeLayer lastLayer,
        List<String> ignore,
        Operations operations,
        List<LayerPlan> overrides) {
    static final AttachSpec DEFAULT = new AttachSpec(null, null, List.of(), Operations.DEFAULT, List.of());

    public AttachSpec {
        ignore = List.copyOf(ignore);
        overrides = List.copyOf(overrides);
    }

    /** What a recipe brings along. */
    static AttachSpec of(Recipes.Named recipe) {
        Attach attach = recipe.attach();
        return attach == null
                ? DEFAULT
                : new AttachSpec(
                        attach.firstLayer(),
                        attach.lastLayer(),
                        attach.ignore(),
                        attach.operations(),
                        attach.overrides());
    }

    public Attach at(BitWidths setting) {
        boolean eight = setting.weights() == 8 && setting.activations() == 8;
        EdgeLayer otherwise = eight ? EdgeLayer.SAME : EdgeLayer.KEEP;
        return new Attach(
                firstLayer == null ? otherwise : firstLayer,
                lastLayer == null ? otherwise : lastLayer,
                ignore,
                operations,
                overrides);
    }
}
