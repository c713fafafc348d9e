package io.bitgap.experiment.spec;

import io.bitgap.training.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * How quantized runs are trained.
 *
 * @param name of the recipe that was chosen, null when it was spelled out
 */
public record RecipeChoice(@Nullable String name, Recipe recipe) {}
