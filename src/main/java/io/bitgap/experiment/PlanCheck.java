package io.bitgap.experiment;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import io.bitgap.problem.FieldProblem;
import io.bitgap.run.PlannedRun;
import io.bitgap.training.PlanPreview;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Checks what depends on the network and the data set: image sizes and layer names. */
@Component
class PlanCheck {
    /** Every data set has colour images. */
    private static final int CHANNELS = 3;

    private final Datasets datasets;

    PlanCheck(Datasets datasets) {
        this.datasets = datasets;
    }

    List<FieldProblem> check(ExperimentSpec spec) {
        DatasetDescription data = datasets.find(spec.dataset())
                .orElseThrow(() -> new IllegalStateException(spec.dataset() + " was there a moment ago"));
        Optional<FieldProblem> misfit = Networks.misfit(
                spec.network(),
                spec.networkDefinition(),
                new ImageShape(data.height(), data.width(), CHANNELS),
                data.classes());
        if (misfit.isPresent()) {
            return List.of(misfit.get());
        }
        return LayerNameCheck.needed(spec.attach()) ? layerNames(spec, data) : List.of();
    }

    private static List<FieldProblem> layerNames(ExperimentSpec spec, DatasetDescription data) {
        PlannedRun baseline = Grid.of(spec).get(0);
        PlanPreview preview = PlanPreview.of(baseline.plan(), data.height(), data.width(), data.classes());
        return LayerNameCheck.of(spec.network(), spec.attach(), preview.dryRun());
    }
}
