package io.bitgap.experiment;

import io.bitgap.experiment.spec.ExperimentSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What has been trained already. */
@Component
class DuplicateExperiments {
    private final SpecHashes hashes;
    private final ExperimentRepository experiments;
    private final ExperimentReading reading;

    DuplicateExperiments(SpecHashes hashes, ExperimentRepository experiments, ExperimentReading reading) {
        this.hashes = hashes;
        this.experiments = experiments;
        this.reading = reading;
    }

    /** Newest first, at most 10. */
    List<SameSpec> same(ExperimentSpec spec) {
        List<UUID> ids = hashes.same(hashes.of(spec));
        return reading.views(experiments.findByIdIn(ids)).stream()
                .sorted(Comparator.comparingInt(experiment -> ids.indexOf(experiment.id())))
                .map(SameSpec::of)
                .toList();
    }

    boolean isOf(UUID experiment, ExperimentSpec spec) {
        return hashes.isOf(experiment, hashes.document(spec));
    }

    /** Other submissions of this spec that ask for it wait until this one has ended. */
    Optional<UUID> usable(ExperimentSpec spec) {
        String hash = hashes.of(spec);
        hashes.lock(hash);
        return hashes.usable(hash);
    }
}
