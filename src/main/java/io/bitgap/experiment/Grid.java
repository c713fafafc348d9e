package io.bitgap.experiment;

import io.bitgap.experiment.spec.BitSetting;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.MethodSpec;
import io.bitgap.training.MethodPlan;
import io.bitgap.training.Recipe;
import io.bitgap.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a spec to its runs: a baseline a seed, then methods x settings x seeds. */
final class Grid {
    private static final BitSetting FP32 = new BitSetting(BitSetting.FP32, BitSetting.FP32);

    private final ExperimentSpec spec;
    private final List<PlannedRun> runs = new ArrayList<>();

    private Grid(ExperimentSpec spec) {
        this.spec = spec;
    }

    static List<PlannedRun> of(ExperimentSpec spec) {
        Grid grid = new Grid(spec);
        spec.seeds().forEach(grid::addBaseline);
        for (MethodSpec method : spec.methods()) {
            for (BitSetting setting : spec.bits()) {
                spec.seeds().forEach(seed -> grid.addCell(method, setting, seed));
            }
        }
        return List.copyOf(grid.runs);
    }

    private void addBaseline(long seed) {
        runs.add(new PlannedRun(
                runs.size(),
                PlannedRun.BASELINE,
                PlannedRun.BASELINE,
                BitSetting.FP32,
                BitSetting.FP32,
                false,
                spec.priority() + PlannedRun.BASELINE_PRIORITY,
                plan(null, spec.baseline(), FP32, seed)));
    }

    private void addCell(MethodSpec method, BitSetting setting, long seed) {
        MethodPlan quantizers = new MethodPlan(
                method.label(),
                method.weights(),
                method.activations(),
                method.quantizesWeights() ? setting.weights() : BitSetting.FP32,
                method.quantizesActivations() ? setting.activations() : BitSetting.FP32);
        runs.add(new PlannedRun(
                runs.size(),
                method.label(),
                setting.label(),
                setting.weights(),
                setting.activations(),
                !method.scratch(),
                spec.priority(),
                plan(quantizers, spec.recipe().recipe(), setting, seed)));
    }

    private TrainingPlan plan(@Nullable MethodPlan method, Recipe recipe, BitSetting setting, long seed) {
        return new TrainingPlan(
                spec.network(),
                spec.dataset(),
                method,
                recipe,
                spec.attach().at(setting),
                spec.limits(),
                seed,
                spec.levelConvention());
    }
}
