package io.bitgap.experiment;

import io.bitgap.experiment.spec.CellPlan;
import io.bitgap.experiment.spec.Controls;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.GridCell;
import io.bitgap.experiment.spec.MethodSpec;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.PlannedRun.RunDependencies;
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
 * From a spec to its runs: a baseline a seed, the controls, then methods x settings x seeds. A run that starts from another one comes
 * after it; so a progressive method goes through its settings from wide to narrow, in whatever order they were listed.
 */
final class Grid {
    private final ExperimentSpec spec;
    private final Controls controls;
    private final List<PlannedRun> runs = new ArrayList<>();
    /** Positions of the runs that others name, by the label of their method and setting, and their seed. */
    private final Map<Name, Integer> positions = new HashMap<>();

    private record Name(String method, BitWidths setting, long seed) {}

    private Grid(ExperimentSpec spec) {
        this.spec = spec;
        this.controls = Controls.of(spec);
    }

    static List<PlannedRun> of(ExperimentSpec spec) {
        Grid grid = new Grid(spec);
        spec.seeds().forEach(grid::addBaseline);
        grid.controls.all().forEach(grid::addControl);
        spec.methods().forEach(grid::addMethod);
        return List.copyOf(grid.runs);
    }

    private void addBaseline(long seed) {
        add(
                new Name(PlannedRun.BASELINE, BitWidths.FP32, seed),
                RunDependencies.none(),
                PlannedRun.BASELINE_PRIORITY,
                plan(null, spec.baseline(), BitWidths.FP32, seed));
    }

    private void addControl(Controls.Control control) {
        for (long seed : spec.seeds()) {
            Integer baseline = baseline(seed);
            add(
                    new Name(control.label(), BitWidths.FP32, seed),
                    new RunDependencies<>(baseline, baseline, null),
                    0,
                    plan(null, control.recipe(), BitWidths.FP32, seed));
        }
    }

    private void addMethod(MethodSpec method) {
        for (GridCell cell : GridCell.of(spec, method)) {
            @Nullable String control = controls.of(cell).orElse(null);
            CellPlan own = cell.plan();
            for (long seed : spec.seeds()) {
                add(
                        new Name(cell.method(), cell.setting(), seed),
                        new RunDependencies<>(
                                baseline(seed),
                                parent(cell, seed),
                                control == null ? null : position(control, BitWidths.FP32, seed)),
                        0,
                        plan(own.method(), own.recipe(), cell.setting(), seed));
            }
        }
    }

    private @Nullable Integer parent(GridCell cell, long seed) {
        GridCell wider = cell.wider();
        if (wider != null) {
            return position(wider.method(), wider.setting(), seed);
        }
        return cell.plan().start() == Start.SCRATCH ? null : baseline(seed);
    }

    private @Nullable Integer baseline(long seed) {
        return position(PlannedRun.BASELINE, BitWidths.FP32, seed);
    }

    private @Nullable Integer position(String method, BitWidths setting, long seed) {
        return positions.get(new Name(method, setting, seed));
    }

    private void add(Name name, RunDependencies<Integer> origins, int urgency, TrainingPlan plan) {
        positions.put(name, runs.size());
        runs.add(new PlannedRun(
                runs.size(),
                name.method(),
                name.setting().label(),
                name.setting(),
                origins,
                spec.priority() + urgency,
                plan));
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
