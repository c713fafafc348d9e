package io.bitgap.training;

import java.util.List;

/**
 * How a run's options compare with those that a published column was trained with.
 *
 * @param source as it is cited with published numbers
 * @param differs what is not as published, in a few words each; empty where the run's options are the published ones
 */
public record Reproduction(String source, List<String> differs) {
    public Reproduction {
        differs = List.copyOf(differs);
    }

    /** Whether nothing differs. */
    public boolean exact() {
        return differs.isEmpty();
    }
}
