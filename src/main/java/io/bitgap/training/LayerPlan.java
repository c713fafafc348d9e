package io.bitgap.training;

import org.jspecify.annotations.Nullable;

/**
 * An override of one layer; a role that is null stays as the layer's place would have it.
 *
 * @param layer its name
 */
public record LayerPlan(
        String layer, @Nullable RolePlan weights, @Nullable RolePlan activations) {}
