package io.bitgap.graph;

import io.bitgap.quantizer.Role;
import java.util.Set;

/**
 * What one layer gets instead of what its position would give it.
 *
 * @param roles what it speaks of; the other role stays as it would be
 * @param setting the quantizers of those roles
 */
public record LayerOverride(Set<Role> roles, LayerSetting setting) {
    public LayerOverride {
        roles = Set.copyOf(roles);
    }

    LayerSetting over(LayerSetting defaults) {
        boolean activations = roles.contains(Role.ACTIVATIONS);
        return new LayerSetting(
                roles.contains(Role.WEIGHTS) ? setting.weights() : defaults.weights(),
                activations ? setting.activations() : defaults.activations(),
                activations ? setting.signedActivations() : defaults.signedActivations(),
                activations ? setting.images() : defaults.images());
    }
}
