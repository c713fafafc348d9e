package io.bitgap.experiment;

import java.time.Instant;
import java.util.UUID;

/** A stored experiment with the same spec. */
public record SameSpec(UUID id, String slug, String name, ExperimentState state, Instant createdAt) {
    static SameSpec of(ExperimentView experiment) {
        return new SameSpec(
                experiment.id(), experiment.slug(), experiment.name(), experiment.state(), experiment.createdAt());
    }
}
