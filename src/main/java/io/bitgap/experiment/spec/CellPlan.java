package io.bitgap.experiment.spec;

import io.bitgap.quantizer.Bits;
import io.bitgap.training.BitWidths;
import io.bitgap.training.MethodPlan;
import io.bitgap.training.Recipe;
import io.bitgap.training.Recipes;
import io.bitgap.training.Start;
import java.util.Objects;

/**
 * The quantizers, recipe and start of one method at given bit widths, with all defaults resolved.
 *
 * @param recipe with its treatment of batch norm filled in
 */
public record CellPlan(MethodPlan method, Recipe recipe, Start start) {

    public static CellPlan of(ExperimentSpec spec, MethodSpec method, BitWidths setting) {
        MethodPlan quantizers = new MethodPlan(
                method.label(),
                method.weights(),
                method.activations(),
                method.quantizesWeights() ? setting.weights() : Bits.FP32,
                method.quantizesActivations() ? setting.activations() : Bits.FP32);
        RecipeChoice choice = Objects.requireNonNullElse(method.recipe(), spec.recipe());
        if (Recipes.PER_METHOD.equals(choice.name())) {
            choice = RecipeChoice.of(Recipes.forMethod(quantizers, spec.baseline()));
        }
        return new CellPlan(
                quantizers,
                choice.recipe().resolvedFor(quantizers),
                Objects.requireNonNullElse(method.start(), choice.start()));
    }
}
