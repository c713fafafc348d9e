package io.bitgap.experiment;

import io.bitgap.format.Ids;
import io.bitgap.json.CanonicalJson;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.Run;
import io.bitgap.run.RunRepository;
import io.bitgap.training.BitWidths;
import io.bitgap.training.Limits;
import io.bitgap.training.MethodPlan;
import io.bitgap.training.Plans;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
import io.bitgap.training.TrainingPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** An experiment of one baseline and two runs that wait for it, stored without going through a spec. */
@Component
public class StoredExperiment {
    private final ExperimentRepository experiments;
    private final RunRepository runs;
    private final Ids ids;

    StoredExperiment(ExperimentRepository experiments, RunRepository runs, Ids ids) {
        this.experiments = experiments;
        this.runs = runs;
        this.ids = ids;
    }

    public record Ready(UUID experiment, UUID baseline, UUID four, UUID two) {}

    @Transactional
    public Ready store() {
        UUID experiment = ids.next();
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        experiments.save(new Experiment(
                experiment, "s-" + experiment, "Stored", CanonicalJson.of(Map.of("name", "Stored")), "local", now));
        Run baseline = new Run(ids.next(), experiment, planned(0, null, 32), null, null, now);
        Run four = new Run(ids.next(), experiment, planned(1, "pact", 4), baseline.getId(), baseline.getId(), now);
        Run two = new Run(ids.next(), experiment, planned(2, "pact", 2), baseline.getId(), baseline.getId(), now);
        runs.saveAll(List.of(baseline, four, two));
        return new Ready(experiment, baseline.getId(), four.getId(), two.getId());
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
                method == null ? new PlannedRun.RunDependencies(null, null) : new PlannedRun.RunDependencies(0, 0),
                method == null ? PlannedRun.BASELINE_PRIORITY : 0,
                plan);
    }
}
