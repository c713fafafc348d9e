package io.bitgap.experiment;

import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.run.PlannedRun;
import io.bitgap.run.RunPictures;
import io.bitgap.training.PlanPicture;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The picture that stands for an experiment before it is submitted: its first quantized cell. */
@Component
class PreviewPicture {
    private final RunPictures pictures;

    PreviewPicture(RunPictures pictures) {
        this.pictures = pictures;
    }

    String of(ExperimentSpec spec) {
        PlannedRun first = Grid.of(spec).stream()
                .filter(run -> run.plan().method() != null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a grid without methods was read"));
        return pictures.of(first.plan(), PlanPicture.Part.BOTH, Map.of());
    }
}
