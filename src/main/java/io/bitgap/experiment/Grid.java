package io.bitgap.experiment;

import io.bitgap.experiment.spec.CellPlan;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.MethodSpec;
import io.bitgap.run.PlannedRun;
import io.bitgap.training.BitWidths;
import io.bitgap.training.MethodPlan;
import io.bitgap.training.Recipe;
import io.bitgap.training.Start;
import io.bitgap.training.TrainingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From a spec to its runs: a baseline a seed, then methods x settings x seeds. A run that starts from another one comes
 * after it; so a progressive method goes through its settings from wide to narrow, in whatever order they were listed.
 */
final class Grid {
    private final ExperimentSpec spec;
    private final List<PlannedRun> runs = new ArrayList<>();
    private final Map<Long, Integer> baselines = new HashMap<>();

    private Grid(ExperimentSpec spec) {
        this.spec = spec;
    }

    static List<PlannedRun> of(ExperimentSpec spec) {
        Grid grid = new Grid(spec);
        spec.seeds().forEach(grid::addBaseline);
        spec.methods().forEach(grid::addMethod);
        return List.copyOf(grid.runs);
    }

    private void addBaseline(long seed) {
        baselines.put(seed, runs.size());
        runs.add(new PlannedRun(
                runs.size(),
                PlannedRun.BASELINE,
                PlannedRun.BASELINE,
                BitWidths.FP32,
                new PlannedRun.RunDependencies<>(null, null),
                spec.priority() + PlannedRun.BASELINE_PRIORITY,
                plan(null, spec.baseline(), BitWidths.FP32, seed)));
    }

    private void addMethod(MethodSpec method) {
        List<BitWidths> settings = new ArrayList<>(method.rows(spec.bits()));
        if (settings.stream()
                .anyMatch(setting -> CellPlan.of(spec, method, setting).start() == Start.PROGRESSIVE)) {
            settings.sort(BitWidths.WIDEST_FIRST);
        }
        Map<BitWidths, Map<Long, Integer>> done = new HashMap<>();
        for (BitWidths setting : settings) {
            Map<Long, Integer> bySeed = new HashMap<>();
            @Nullable
            Map<Long, Integer> wider = settings.stream()
                    .filter(done::containsKey)
                    .filter(other ->
                            other.weights() >= setting.weights() && other.activations() >= setting.activations())
                    .reduce((first, second) -> second)
                    .map(done::get)
                    .orElse(null);
            for (long seed : spec.seeds()) {
                bySeed.put(seed, runs.size());
                addCell(method, setting, seed, wider);
            }
            done.put(setting, bySeed);
        }
    }

    private void addCell(MethodSpec method, BitWidths setting, long seed, @Nullable Map<Long, Integer> wider) {
        CellPlan cell = CellPlan.of(spec, method, setting);
        @Nullable Integer baseline = baselines.get(seed);
        @Nullable
        Integer parent = switch (cell.start()) {
            case SCRATCH -> null;
            case FP32 -> baseline;
            case PROGRESSIVE -> wider == null ? baseline : wider.get(seed);
        };
        runs.add(new PlannedRun(
                runs.size(),
                method.label(),
                setting.label(),
                setting,
                new PlannedRun.RunDependencies<>(baseline, parent),
                spec.priority(),
                plan(cell.method(), cell.recipe(), setting, seed)));
    }

    private TrainingPlan plan(@Nullable MethodPlan method, Recipe recipe, BitWidths setting, long seed) {
        return new TrainingPlan(
                spec.network(),
                spec.dataset(),
                spec.images(),
                method,
                recipe,
                spec.attach().at(setting),
                spec.limits(),
                seed,
                spec.levelConvention(),
                spec.networkDefinition());
    }
}
