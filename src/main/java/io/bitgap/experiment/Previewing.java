package io.bitgap.experiment;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.ExperimentPreview.PreviewedCell;
import io.bitgap.experiment.ExperimentPreview.PreviewedRun;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.run.PlannedRun;
import io.bitgap.training.PlanPreview;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Works out what an experiment would train, from the plans its runs would have. */
@Component
class Previewing {
    /** Images a second of ResNet-20 in fp32 on two cores, until this installation has trained something itself. */
    private static final double USUAL_SPEED = 350;

    private final Datasets datasets;
    private final JdbcClient jdbc;

    Previewing(Datasets datasets, JdbcClient jdbc) {
        this.datasets = datasets;
        this.jdbc = jdbc;
    }

    private record Cell(String method, String setting) {}

    ExperimentPreview of(ExperimentSpec spec) {
        List<PlannedRun> planned = Grid.of(spec);
        Map<Cell, PlanPreview> previews = new LinkedHashMap<>();
        planned.forEach(run ->
                previews.computeIfAbsent(new Cell(run.method(), run.label()), cell -> preview(run, dataset(spec))));
        double measured = measuredSpeed(spec.network());
        List<PreviewedRun> runs = planned.stream()
                .map(run -> previewed(
                        run,
                        seconds(Objects.requireNonNull(previews.get(new Cell(run.method(), run.label()))), measured)))
                .toList();
        List<PreviewedCell> cells = previews.entrySet().stream()
                .map(entry -> new PreviewedCell(
                        entry.getKey().method(),
                        entry.getKey().setting(),
                        entry.getValue().layers(),
                        entry.getValue().dryRun(),
                        entry.getValue().parameters(),
                        entry.getValue().sizeBytes()))
                .toList();
        double total = runs.stream().mapToDouble(PreviewedRun::estimatedSeconds).sum();
        return new ExperimentPreview(runs, cells, runs.size(), total, List.of(), List.of());
    }

    private DatasetDescription dataset(ExperimentSpec spec) {
        return datasets.find(spec.dataset())
                .orElseThrow(() -> new IllegalStateException(spec.dataset() + " was there a moment ago"));
    }

    private static PlanPreview preview(PlannedRun run, DatasetDescription data) {
        return PlanPreview.of(run.plan(), data.height(), data.width(), data.classes(), data.trainExamples());
    }

    private static PreviewedRun previewed(PlannedRun run, double seconds) {
        return new PreviewedRun(
                run.method(),
                run.label(),
                run.setting().weights(),
                run.setting().activations(),
                run.plan().seed(),
                run.plan().method() == null,
                run.plan().recipe().epochs(),
                seconds);
    }

    private static double seconds(PlanPreview preview, double measured) {
        double speed = measured > 0 ? measured : USUAL_SPEED / preview.relativeCost();
        return preview.trainingImages() / speed;
    }

    /** What runs of this network came to here lately, 0 where there are none. */
    private double measuredSpeed(String network) {
        return jdbc.sql("""
                        select coalesce(avg(images_per_second), 0) from (
                          select images_per_second from run join run_plan on hash = plan_hash
                          where state = 'COMPLETED' and images_per_second > 0 and plan ->> 'network' = :network
                          order by finished_at desc limit 20) lately
                        """).param("network", network).query(Double.class).single();
    }
}
