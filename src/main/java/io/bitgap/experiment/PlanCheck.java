package io.bitgap.experiment;

import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import io.bitgap.problem.FieldProblem;
import io.bitgap.run.PlannedRun;
import io.bitgap.training.ImagesPlan;
import io.bitgap.training.PlanPreview;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Checks what depends on the network and the data set: image sizes and layer names. */
@Component
class PlanCheck {
    /** Every data set has colour images. */
    private static final int CHANNELS = 3;

    List<FieldProblem> check(ExperimentSpec spec) {
        ImagesPlan images = spec.images();
        Optional<FieldProblem> misfit = Networks.misfit(
                spec.network(),
                spec.networkDefinition(),
                new ImageShape(images.height(), images.width(), CHANNELS),
                images.classes());
        if (misfit.isPresent()) {
            return List.of(misfit.get());
        }
        return LayerNameCheck.needed(spec.attach()) ? layerNames(spec) : List.of();
    }

    private static List<FieldProblem> layerNames(ExperimentSpec spec) {
        PlannedRun baseline = Grid.of(spec).get(0);
        PlanPreview preview = PlanPreview.of(baseline.plan());
        return LayerNameCheck.of(spec.network(), spec.attach(), preview.dryRun());
    }
}
