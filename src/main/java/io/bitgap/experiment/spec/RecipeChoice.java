package io.bitgap.experiment.spec;

import io.bitgap.training.Recipe;
import io.bitgap.training.Recipes;
import io.bitgap.training.Start;
import org.jspecify.annotations.Nullable;

/**
 * How quantized runs are trained.
 *
 * @param name of the recipe that was chosen, null when it was spelled out
 * @param start where the runs of a method start that does not say so itself
 * @param attach where quantizers go in an experiment with this recipe that does not say so itself
 */
public record RecipeChoice(@Nullable String name, Recipe recipe, Start start, AttachSpec attach) {
    static RecipeChoice of(Recipes.Named named) {
        return new RecipeChoice(named.name(), named.recipe(), named.start(), AttachSpec.of(named));
    }
}
