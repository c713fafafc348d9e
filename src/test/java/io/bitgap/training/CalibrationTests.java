package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.network.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training images before the first step. */
class CalibrationTests {
    private static final MethodPlan METHOD =
            new MethodPlan("pact", QuantizerChoice.NONE, new QuantizerChoice("pact", Map.of()), 32, 4);

    @ParameterizedTest
    @CsvSource({"100, 8", "30, 3", "5, 1"})
    void takesEightBatchesOrAsManyAsThereAre(int images, int batches) {
        ImageDataset data = Batches.limited(DrawnShapes.ALL, images, 10);
        TrainingPlan plan =
                Plans.of("resnet8", "shapes10", METHOD, Recipe.fineTuning().batchSize(10), new Limits(images, 10), 1);
        ComputationGraph graph =
                StartingPoint.network(plan, new ImageShape(32, 32, 3), 10, 1, new TrainingStart.Scratch());
        List<Integer> seen = new ArrayList<>();
        new Calibration(graph, plan, data, calibrated(seen)).first(false);
        assertThat(seen).containsExactly(batches);
        assertThat(graph.getLayer("stem-bn-quantize").getParam("calibrated").getInt(0))
                .isEqualTo(batches);
        assertThat(graph.getLayer("stem-bn-quantize").getParam("alpha").getDouble(0))
                .isGreaterThan(0.01);
    }

    private static TrainingObserver calibrated(List<Integer> seen) {
        return new TrainingObserver() {
            @Override
            public void calibrated(int quantizers, int batches) {
                seen.add(batches);
            }

            @Override
            public void measured(List<MetricPoint> points) {}

            @Override
            public void progressed(Progress progress) {}

            @Override
            public void epochEnded(EpochResult result, TrainingState state, boolean last) {}

            @Override
            public boolean stopRequested() {
                return false;
            }
        };
    }
}
