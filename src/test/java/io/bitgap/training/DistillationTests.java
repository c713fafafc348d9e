package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.Batches;
import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class DistillationTests {
    private static final Recipe ALL_OF_IT =
            AidedRuns.SHORT.distillation(group -> group.temperature(2).share(1));

    private static ComputationGraph baseline;

    @BeforeAll
    static void trainBaseline() {
        baseline = AidedRuns.of(AidedRuns.plan(null, AidedRuns.SHORT), new TrainingStart.Scratch())
                .graph();
    }

    private static INDArray trained(ImageDataset data) {
        TrainingStart start = new TrainingStart.FineTune(baseline).taughtBy(baseline);
        INDArray[] parameters = new INDArray[1];
        new TrainingRun(AidedRuns.plan(ALL_OF_IT), data, start, new QuietObserver() {
                    @Override
                    public void epochEnded(EpochResult result, TrainingState state, boolean last) {
                        parameters[0] = state.graph().params().dup();
                    }
                })
                .execute();
        return parameters[0];
    }

    /** Silent but for what a test wants to hear. */
    private abstract static class QuietObserver implements TrainingObserver {
        @Override
        public void measured(List<MetricPoint> points) {}

        @Override
        public void progressed(Progress progress) {}

        @Override
        public boolean stopRequested() {
            return false;
        }
    }

    @Test
    void learnedFromTheBaselineAloneLabelsDoNotMatterAndTheBaselineStaysAsItIs() {
        ImageDataset data = Batches.limited(DrawnShapes.ALL, 64, 50);
        int[] labels = data.train().labels();
        ImageDataset wrong = new ImageDataset(
                data.name(),
                data.checksum(),
                data.height(),
                data.width(),
                data.channels(),
                data.classes(),
                data.normalization(),
                new DecodedSplit(
                        ((DecodedSplit) data.train()).pixels(),
                        Arrays.stream(labels).map(label -> 9 - label).toArray()),
                data.test());
        INDArray before = baseline.params().dup();
        INDArray right = trained(data);
        assertThat(right.distance2(trained(wrong))).isLessThan(1e-4);
        assertThat(baseline.params()).isEqualTo(before);
    }

    @Test
    void withoutABaselineNothingIsTrained() {
        assertThatThrownBy(() -> new TrainingRun(
                        AidedRuns.plan(ALL_OF_IT),
                        DrawnShapes.ALL,
                        new TrainingStart.FineTune(baseline),
                        TrainingObserver.SILENT))
                .isInstanceOf(TrainingFailed.class)
                .hasMessageContaining("needs the fp32 run");
    }
}
