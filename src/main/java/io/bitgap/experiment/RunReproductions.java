package io.bitgap.experiment;

import io.bitgap.account.Action;
import io.bitgap.account.Requires;
import io.bitgap.account.Visibility;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.SpecReader;
import io.bitgap.format.Ids;
import io.bitgap.json.CanonicalJson;
import io.bitgap.problem.Problem;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.Run;
import io.bitgap.run.RunRepository;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import io.bitgap.run.UnknownRun;
import io.bitgap.training.TrainingPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Trains runs again, exactly as they were trained. */
@Service
@Transactional(readOnly = true)
public class RunReproductions {
    private final ExperimentRepository experiments;
    private final RunRepository runs;
    private final SpecReader specs;
    private final Submission submission;
    private final Runs reading;

    RunReproductions(
            ExperimentRepository experiments,
            RunRepository runs,
            SpecReader specs,
            Submission submission,
            Runs reading) {
        this.experiments = experiments;
        this.runs = runs;
        this.specs = specs;
        this.submission = submission;
        this.reading = reading;
    }

    /**
     * Submits an experiment of this run alone, with what it starts from: the same plans, so on the same processor with the same number
     * of threads the same bits.
     *
     * @return the new run
     * @throws Problem (409) when something that the plan names means something else today, (422) when it is no longer there
     */
    @Transactional
    @Requires(Action.SUBMIT_EXPERIMENT)
    public RunView rerun(String id) {
        Run original = Ids.parse(id).flatMap(runs::findById).orElseThrow(() -> new UnknownRun(id));
        Experiment experiment = experiments.findById(original.experimentId()).orElseThrow();
        List<Run> chain = chain(original);
        ExperimentSpec spec = SingleRunSpec.of(read(experiment), chain);
        requireSamePlans(chain, Grid.of(spec));
        Experiment stored = submission.store(
                spec, Visibility.valueOf(experiment.visibility().toUpperCase(java.util.Locale.ROOT)));
        List<Run> made = runs.findByExperimentIdOrderByPosition(stored.getId());
        return reading.get(made.get(made.size() - 1).getId());
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
        SpecReader.Reading result = specs.read(SingleRunSpec.readable(experiment.spec()));
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
}
