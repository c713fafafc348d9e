package io.bitgap.experiment;

import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.SpecReader;
import io.bitgap.problem.Problem;
import io.bitgap.training.TrainingPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Runs that are trained exactly as another one was. */
@Service
@Transactional(readOnly = true)
public class RunRepeats {
    private final ExperimentRepository experiments;
    private final RunRepository runs;
    private final SpecReader specs;
    private final Submission submission;
    private final Runs reading;
    private final JdbcClient jdbc;

    RunRepeats(
            ExperimentRepository experiments,
            RunRepository runs,
            SpecReader specs,
            Submission submission,
            Runs reading,
            JdbcClient jdbc) {
        this.experiments = experiments;
        this.runs = runs;
        this.specs = specs;
        this.submission = submission;
        this.reading = reading;
        this.jdbc = jdbc;
    }

    /**
     * Another run with the same plan.
     *
     * @param slug of its experiment
     * @param top1 after its last epoch
     * @param earlier whether it is the older one
     */
    public record Twin(
            UUID run,
            String slug,
            String experiment,
            RunState state,
            @Nullable Double top1,
            boolean earlier) {}

    /**
     * Submits an experiment of this run alone, with what it starts from: the same plans, so on the same kind of device with the same
     * number of threads the same bits.
     *
     * @param createdBy who asked for it
     * @return the new run
     * @throws Problem (409) when something that the plan names means something else today, (422) when it is no longer there
     */
    @Transactional
    public RunView again(String id, String createdBy) {
        Run original = UuidText.parse(id).flatMap(runs::findById).orElseThrow(() -> new UnknownRun(id));
        Experiment experiment = experiments.findById(original.experimentId()).orElseThrow();
        List<Run> chain = chain(original);
        ExperimentSpec spec = SingleCell.of(read(experiment), chain);
        requireSamePlans(chain, Grid.of(spec));
        Experiment stored = submission.store(spec, createdBy);
        List<Run> made = runs.findByExperimentIdOrderByPosition(stored.getId());
        return reading.get(made.get(made.size() - 1).getId().toString());
    }

    /** The run and those that it starts from, the first one first. */
    private List<Run> chain(Run run) {
        List<Run> chain = new ArrayList<>();
        Optional<Run> next = Optional.of(run);
        while (next.isPresent()) {
            chain.add(0, next.get());
            next = Optional.ofNullable(next.get().parentId()).flatMap(runs::findById);
        }
        return chain;
    }

    private ExperimentSpec read(Experiment experiment) {
        SpecReader.Reading result = specs.read(SingleCell.readable(experiment.spec()));
        return result.spec().orElseThrow(() -> new InvalidExperiment(result.problems()));
    }

    private static void requireSamePlans(List<Run> chain, List<PlannedRun> planned) {
        Set<String> plans = new HashSet<>();
        planned.forEach(run -> plans.add(hash(CanonicalJson.of(run.plan()).json())));
        for (Run run : chain) {
            if (!plans.contains(hash(run.storedPlan()))) {
                throw new Problem(
                        Problem.Kind.CONFLICT,
                        "plan-changed",
                        "Run " + run.getId()
                                + " cannot be run exactly again: a recipe, an option's default or the network that its"
                                + " experiment names has changed since. Submit the experiment anew to train it as they are now.");
            }
        }
    }

    /** Read and written again, so that a number or a field that is written differently today makes no difference. */
    private static String hash(String plan) {
        return CanonicalJson.of(CanonicalJson.read(plan, TrainingPlan.class)).sha256();
    }

    /** Runs of the same plan that start from runs of the same plan, with baselines of the same plan; the oldest first, ten at most. */
    public List<Twin> of(UUID run) {
        return jdbc.sql("""
                        select r.id as run, e.slug, e.name as experiment, r.state, r.last_top1 as top1,
                          r.created_at < own.created_at as earlier
                        from run own
                        left join run own_parent on own_parent.id = own.parent_id
                        join run r on r.plan_hash = own.plan_hash and r.id <> own.id
                        left join run parent on parent.id = r.parent_id
                        left join run own_baseline on own_baseline.id = own.baseline_id
                        left join run baseline on baseline.id = r.baseline_id
                        join experiment e on e.id = r.experiment_id
                        where own.id = :run and parent.plan_hash is not distinct from own_parent.plan_hash
                          and baseline.plan_hash is not distinct from own_baseline.plan_hash
                        order by r.created_at, r.id limit 10
                        """).param("run", run).query(Twin.class).list();
    }
}
