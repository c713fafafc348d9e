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

/** Checks what depends on the network and the data set: image sizes, layer names, memory. */
@Component
class PlanCheck {
    /** Every data set has colour images. */
    private static final int CHANNELS = 3;

    private final MemoryCheck memory;

    PlanCheck(MemoryCheck memory) {
        this.memory = memory;
    }

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
        List<PlannedRun> runs = Grid.of(spec);
        List<FieldProblem> problems = LayerNameCheck.needed(spec.attach()) ? layerNames(spec, runs.get(0)) : List.of();
        return problems.isEmpty() ? memory.check(spec, runs) : problems;
    }

    private static List<FieldProblem> layerNames(ExperimentSpec spec, PlannedRun baseline) {
        PlanPreview preview = PlanPreview.of(baseline.plan());
        return LayerNameCheck.of(spec.network(), spec.attach(), preview.dryRun());
    }
}
