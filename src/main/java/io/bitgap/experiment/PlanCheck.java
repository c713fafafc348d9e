package io.bitgap.experiment;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.network.NetworkDescription;
import io.bitgap.network.Networks;
import io.bitgap.problem.FieldProblem;
import io.bitgap.training.PlanPreview;
import java.util.List;
import org.springframework.stereotype.Component;

/** What can only be seen with the network and the data set at hand: image sizes and names of layers. */
@Component
class PlanCheck {
    private final Datasets datasets;

    PlanCheck(Datasets datasets) {
        this.datasets = datasets;
    }

    List<FieldProblem> check(ExperimentSpec spec) {
        DatasetDescription data = datasets.find(spec.dataset())
                .orElseThrow(() -> new IllegalStateException(spec.dataset() + " was there a moment ago"));
        NetworkDescription network = Networks.find(spec.network())
                .orElseThrow(() -> new IllegalStateException(spec.network() + " was there a moment ago"));
        if (Math.min(data.height(), data.width()) < network.minimumSize()) {
            String sentence = network.name() + " takes images from " + network.minimumSize() + "x"
                    + network.minimumSize() + " on; those of " + data.name() + " have " + data.height() + "x"
                    + data.width() + ".";
            return List.of(new FieldProblem("/dataset", "images-too-small", sentence));
        }
        return LayerNameCheck.needed(spec.attach()) ? layerNames(spec, data) : List.of();
    }

    private static List<FieldProblem> layerNames(ExperimentSpec spec, DatasetDescription data) {
        PlannedRun baseline = Grid.of(spec).get(0);
        PlanPreview preview =
                PlanPreview.of(baseline.plan(), data.height(), data.width(), data.classes(), data.trainExamples());
        return LayerNameCheck.of(spec.network(), spec.attach(), preview.dryRun());
    }
}
