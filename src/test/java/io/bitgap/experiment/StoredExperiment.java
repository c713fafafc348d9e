package io.bitgap.experiment;

import io.bitgap.account.Actor;
import io.bitgap.account.Visibility;
import io.bitgap.format.IdGenerator;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.Run;
import io.bitgap.run.RunPlan;
import io.bitgap.run.RunPlans;
import io.bitgap.run.RunRepository;
import io.bitgap.training.BitWidths;
import io.bitgap.training.Limits;
import io.bitgap.training.MethodPlan;
import io.bitgap.training.Plans;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
import io.bitgap.training.TrainingPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.annotation.Transactional;

/** An experiment of one baseline and two runs that wait for it, stored without going through a spec. */
@TestComponent
public class StoredExperiment {
    private final ExperimentRepository experiments;
    private final RunRepository runs;
    private final RunPlans plans;
    private final IdGenerator ids;

    StoredExperiment(ExperimentRepository experiments, RunRepository runs, RunPlans plans, IdGenerator ids) {
        this.experiments = experiments;
        this.runs = runs;
        this.plans = plans;
        this.ids = ids;
    }

    public record Ready(UUID experiment, UUID baseline, UUID four, UUID two) {}

    @Transactional
    public Ready store() {
        UUID experiment = ids.next();
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        experiments.save(new Experiment(
                experiment,
                "s-" + experiment,
                "Stored",
                "{\"name\": \"Stored\"}",
                Actor.LOCAL,
                Visibility.EVERYONE,
                now));
        List<PlannedRun> planned = List.of(planned(0, null, 32), planned(1, "pact", 4), planned(2, "pact", 2));
        List<RunPlan> stored =
                plans.store(planned.stream().map(PlannedRun::plan).toList());
        List<Run> made = new ArrayList<>();
        for (PlannedRun run : planned) {
            made.add(new Run(
                    ids.next(),
                    experiment,
                    run,
                    stored.get(run.position()),
                    run.origins().map(position -> made.get(position).getId()),
                    now));
        }
        runs.saveAll(made);
        return new Ready(
                experiment,
                made.get(0).getId(),
                made.get(1).getId(),
                made.get(2).getId());
    }

    private static PlannedRun planned(int position, @Nullable String method, int bits) {
        QuantizerChoice choice = new QuantizerChoice("pact", Map.of("init", "calibrated"));
        MethodPlan quantizers = method == null ? null : new MethodPlan(method, choice, choice, bits, bits);
        TrainingPlan plan = Plans.of(
                "resnet8",
                "shapes10",
                quantizers,
                Recipe.fineTuning().epochs(2).batchSize(32).learningRate(0.1),
                Limits.NONE,
                1);
        return new PlannedRun(
                position,
                method == null ? PlannedRun.BASELINE : method,
                method == null ? "fp32" : Integer.toString(bits),
                new BitWidths(bits, bits),
                method == null ? PlannedRun.RunDependencies.none() : new PlannedRun.RunDependencies<>(0, 0, null),
                method == null ? PlannedRun.BASELINE_PRIORITY : 0,
                plan);
    }
}
