package io.bitgap.experiment;

import io.bitgap.account.Audit;
import io.bitgap.account.AuditAction;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.Visibility;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.SpecDocument;
import io.bitgap.format.IdGenerator;
import io.bitgap.json.CanonicalJson;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.Quotas;
import io.bitgap.run.Run;
import io.bitgap.run.RunPlan;
import io.bitgap.run.RunPlans;
import io.bitgap.run.RunQueued;
import io.bitgap.run.RunRepository;
import io.bitgap.run.RunState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Stores an experiment with its runs and queues those that wait for nothing. */
@Component
class Submission {
    private final ExperimentRepository experiments;
    private final RunRepository runs;
    private final RunPlans plans;
    private final ApplicationEventPublisher events;
    private final CurrentUser user;
    private final Audit audit;
    private final Quotas quotas;
    private final Ownership ownership;
    private final IdGenerator ids;
    private final Clock clock;

    Submission(
            ExperimentRepository experiments,
            RunRepository runs,
            RunPlans plans,
            ApplicationEventPublisher events,
            CurrentUser user,
            Audit audit,
            Quotas quotas,
            Ownership ownership,
            IdGenerator ids,
            Clock clock) {
        this.experiments = experiments;
        this.runs = runs;
        this.plans = plans;
        this.events = events;
        this.user = user;
        this.audit = audit;
        this.quotas = quotas;
        this.ownership = ownership;
        this.ids = ids;
        this.clock = clock;
    }

    /** The current user's. */
    Experiment store(ExperimentSpec spec, Visibility visibility) {
        ownership.requirePossible(visibility.word(), user.id());
        Instant now = clock.instant();
        UUID id = ids.next();
        Experiment experiment = experiments.save(new Experiment(
                id,
                Slug.of(spec.name(), id, experiments::existsBySlug),
                spec.name(),
                CanonicalJson.of(SpecDocument.of(spec)).json(),
                user.actor(),
                visibility,
                now));
        List<Run> made = runsOf(spec, id, now);
        quotas.require(made.size());
        List<Run> stored = runs.saveAll(made);
        runs.flush();
        stored.stream()
                .filter(run -> run.state() == RunState.QUEUED)
                .forEach(run -> events.publishEvent(new RunQueued(run.getId(), run.priority())));
        audit.record(
                AuditAction.SUBMIT_EXPERIMENT,
                id,
                null,
                Map.of("name", spec.name(), "runs", stored.size(), "visibility", visibility.word()));
        return experiment;
    }

    private List<Run> runsOf(ExperimentSpec spec, UUID experiment, Instant now) {
        List<PlannedRun> planned = Grid.of(spec);
        Iterator<RunPlan> stored =
                plans.store(planned.stream().map(PlannedRun::plan).toList()).iterator();
        List<Run> made = new ArrayList<>();
        for (PlannedRun run : planned) {
            made.add(new Run(
                    ids.next(),
                    experiment,
                    run,
                    stored.next(),
                    run.origins().map(position -> made.get(position).getId()),
                    now));
        }
        return made;
    }
}
