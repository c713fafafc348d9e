package io.bitgap.run;

import io.bitgap.format.Ids;
import io.bitgap.run.journal.MetricRows;
import io.bitgap.training.PlanPicture;
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

    RunPictures(RunRepository runs, MetricRows metrics) {
        this.runs = runs;
        this.metrics = metrics;
    }

    /**
     * An SVG.
     *
     * @throws UnknownRun if no run has this id
     */
    public String of(String id, PlanPicture.Part part) {
        Run run = Ids.parse(id).flatMap(runs::findById).orElseThrow(() -> new UnknownRun(id));
        return PlanPicture.of(run.plan(), part, values(run.getId()));
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
}
