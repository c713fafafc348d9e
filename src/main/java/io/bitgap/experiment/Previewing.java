package io.bitgap.experiment;

import io.bitgap.experiment.ExperimentPreview.PreviewedCell;
import io.bitgap.experiment.ExperimentPreview.PreviewedRun;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.problem.FieldProblem;
import io.bitgap.queue.Forecasts;
import io.bitgap.queue.RunDurations;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.Replicates;
import io.bitgap.run.RunPurpose;
import io.bitgap.training.MemoryNeed;
import io.bitgap.training.PlanPicture;
import io.bitgap.training.PlanPreview;
import io.bitgap.training.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Previews an experiment from the plans of its runs. */
@Component
class Previewing {
    private final Forecasts forecasts;
    private final Replicates replicates;

    private final MemoryCheck memory;

    Previewing(Forecasts forecasts, Replicates replicates, MemoryCheck memory) {
        this.memory = memory;
        this.replicates = replicates;
        this.forecasts = forecasts;
    }

    private record Cell(String method, String setting) {}

    ExperimentPreview of(ExperimentSpec spec) {
        List<PlannedRun> planned = Grid.of(spec);
        Map<Cell, PlanPreview> previews = new LinkedHashMap<>();
        planned.forEach(run ->
                previews.computeIfAbsent(new Cell(run.method(), run.label()), cell -> PlanPreview.of(run.plan())));
        RunDurations durations = forecasts.durations();
        List<PreviewedRun> runs = planned.stream()
                .map(run -> previewed(
                        run, durations.of(run.plan()).orElseThrow(), memory.need(spec, memoryOf(previews, run))))
                .toList();
        List<PreviewedCell> cells = previews.entrySet().stream()
                .map(entry -> new PreviewedCell(
                        entry.getKey().method(),
                        entry.getKey().setting(),
                        entry.getValue().layers(),
                        entry.getValue().dryRun(),
                        entry.getValue().replacements(),
                        entry.getValue().parameters(),
                        entry.getValue().sizeBytes()))
                .toList();
        double total = runs.stream().mapToDouble(PreviewedRun::estimatedSeconds).sum();
        List<TrainingPlan> baselines = planned.stream()
                .filter(run -> run.purpose() == RunPurpose.BASELINE)
                .map(PlannedRun::plan)
                .toList();
        return new ExperimentPreview(
                runs,
                cells,
                runs.size(),
                total,
                runs.stream().mapToLong(PreviewedRun::memoryBytes).max().orElse(0),
                memory.limit(),
                planned.get(0).plan().networkNotes(),
                List.of(),
                replicates.doubtful(baselines),
                List.of());
    }

    ExperimentPreview refused(List<FieldProblem> problems) {
        return ExperimentPreview.refused(problems, memory.limit());
    }

    private static MemoryNeed memoryOf(Map<Cell, PlanPreview> previews, PlannedRun run) {
        return Objects.requireNonNull(previews.get(new Cell(run.method(), run.label())))
                .memory();
    }

    /** Its first quantized cell stands for all of them. */
    String picture(ExperimentSpec spec) {
        PlannedRun first = Grid.of(spec).stream()
                .filter(run -> run.plan().method() != null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a grid without methods was read"));
        return PlanPicture.of(first.plan(), PlanPicture.Part.BOTH, Map.of());
    }

    private static PreviewedRun previewed(PlannedRun run, double seconds, MemoryNeed memory) {
        return new PreviewedRun(
                run.method(),
                run.label(),
                run.setting().weights(),
                run.setting().activations(),
                run.plan().seed(),
                run.purpose(),
                run.plan().recipe().epochs(),
                seconds,
                memory.bytes());
    }
}
