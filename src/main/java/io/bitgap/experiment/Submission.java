package io.bitgap.experiment;

import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.format.IdGenerator;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.Run;
import io.bitgap.run.RunQueued;
import io.bitgap.run.RunRepository;
import io.bitgap.run.RunState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Stores an experiment with its runs and queues those that wait for nothing. */
@Component
class Submission {
    private final ExperimentRepository experiments;
    private final RunRepository runs;
    private final ApplicationEventPublisher events;
    private final IdGenerator ids;
    private final Clock clock;
    private final SpecHashes hashes;

    Submission(
            ExperimentRepository experiments,
            RunRepository runs,
            ApplicationEventPublisher events,
            IdGenerator ids,
            Clock clock,
            SpecHashes hashes) {
        this.experiments = experiments;
        this.runs = runs;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
        this.hashes = hashes;
    }

    Experiment store(ExperimentSpec spec, String createdBy) {
        Instant now = clock.instant();
        UUID id = ids.next();
        Experiment experiment = experiments.save(new Experiment(
                id,
                Slug.of(spec.name(), id, experiments::existsBySlug),
                spec.name(),
                hashes.document(spec),
                createdBy,
                now));
        List<Run> stored = runs.saveAll(runsOf(spec, id, now));
        runs.flush();
        stored.stream()
                .filter(run -> run.state() == RunState.QUEUED)
                .forEach(run -> events.publishEvent(new RunQueued(run.getId(), run.priority())));
        return experiment;
    }

    private List<Run> runsOf(ExperimentSpec spec, UUID experiment, Instant now) {
        List<Run> made = new ArrayList<>();
        for (PlannedRun planned : Grid.of(spec)) {
            UUID baseline = idOf(made, planned.origins().baseline());
            UUID parent = idOf(made, planned.origins().parent());
            made.add(new Run(ids.next(), experiment, planned, baseline, parent, now));
        }
        return made;
    }

    private static @Nullable UUID idOf(List<Run> made, @Nullable Integer position) {
        return position == null ? null : made.get(position).getId();
    }
}
