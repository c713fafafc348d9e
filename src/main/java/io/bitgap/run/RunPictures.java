package io.bitgap.run;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.format.Ids;
import io.bitgap.problem.Problem;
import io.bitgap.run.journal.MetricRows;
import io.bitgap.training.PlanPicture;
import io.bitgap.training.TrainingPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Pictures of the networks that runs train, with the numbers that their quantizers have come to. */
@Service
@Transactional(readOnly = true)
public class RunPictures {
    private static final String QUANTIZER = "quantizer/";

    private final RunRepository runs;
    private final MetricRows metrics;
    private final Datasets datasets;

    RunPictures(RunRepository runs, MetricRows metrics, Datasets datasets) {
        this.runs = runs;
        this.metrics = metrics;
        this.datasets = datasets;
    }

    /**
     * An SVG.
     *
     * @throws UnknownRun if no run has this id
     */
    public String of(String id, PlanPicture.Part part) {
        Run run = Ids.parse(id).flatMap(runs::findById).orElseThrow(() -> new UnknownRun(id));
        return of(run.plan(), part, values(run.getId()));
    }

    /** Of a plan that has not been trained. */
    public String of(TrainingPlan plan, PlanPicture.Part part, Map<String, Map<String, Double>> values) {
        DatasetDescription data = datasets.find(plan.dataset()).orElseThrow(() -> noDataset(plan.dataset()));
        return PlanPicture.of(plan, data.height(), data.width(), data.classes(), part, values);
    }

    /** The last values by layer or node and name; metrics are called {@code quantizer/<layer>/<name>}. */
    private Map<String, Map<String, Double>> values(UUID run) {
        Map<String, Map<String, Double>> values = new HashMap<>();
        metrics.latest(run, QUANTIZER).forEach((name, value) -> {
            int slash = name.lastIndexOf('/');
            if (slash > QUANTIZER.length()) {
                values.computeIfAbsent(name.substring(QUANTIZER.length(), slash), layer -> new HashMap<>())
                        .put(name.substring(slash + 1), value);
            }
        });
        return values;
    }

    private static Problem noDataset(String name) {
        return new Problem(
                Problem.Kind.CONFLICT,
                "unknown-dataset",
                "The picture depends on image size and classes of the data set " + name
                        + ", which is not there any more; configure it again.");
    }
}
