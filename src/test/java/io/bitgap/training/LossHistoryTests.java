package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.Batches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossHistoryTests {
    private static final TrainingPlan PLAN = Plans.of(
            "resnet8",
            "shapes10",
            null,
            Recipe.fineTuning().epochs(1).batchSize(32).learningRate(0.01),
            new Limits(32, 20),
            5);

    private static final TrainingStart RESUMED =
            resumed(new ComputationGraph(PlannedNetwork.of(PLAN).configuration()), 0.4, 0.8, 0);

    private static TrainingStart resumed(ComputationGraph graph, double loss, double top1, int epochs) {
        byte[] memory = ByteBuffer.allocate(20)
                .putDouble(loss)
                .putDouble(top1)
                .putInt(epochs)
                .array();
        return new TrainingStart.Resume(graph, new TrainingMemory(Map.of(LossHistory.NAME, memory)));
    }

    private static LossHistory history() {
        LossHistory history = LossHistory.of(RESUMED).orElseThrow();
        history.begins(tested(0.4, 0.8));
        return history;
    }

    private static Evaluation tested(double loss, double top1) {
        return new Evaluation(loss, top1, 0.1, 10, null, ImageClasses.of(new int[0], 10));
    }

    private static boolean warns(LossHistory history, double loss, double top1) {
        return !history.evaluated(tested(loss, top1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.8, 0.7, 0.8, 0.7, true",
        "0.79, 0.7, 0.9, 0.7, false",
        "0.9, 0.7, 0.79, 0.7, false",
        "0.9, 0.8, 0.9, 0.8, false"
    })
    void twoEpochsOfTwiceTheLossAndALowerAccuracyAreMeantByIt(
            double firstLoss, double firstTop1, double secondLoss, double secondTop1, boolean warned) {
        LossHistory history = history();
        assertThat(warns(history, firstLoss, firstTop1)).isFalse();
        assertThat(warns(history, secondLoss, secondTop1)).isEqualTo(warned);
    }

    @Test
    void anEpochThatIsNotWorseEndsIt() {
        LossHistory history = history();
        assertThat(warns(history, 0.9, 0.7)).isFalse();
        assertThat(warns(history, 0.5, 0.7)).isFalse();
        assertThat(warns(history, 0.9, 0.7)).isFalse();
        assertThat(warns(history, 0.9, 0.7)).isTrue();
    }

    @Test
    void theWarningSaysWhatWasFoundAndWhatToChange() {
        LossHistory history = history();
        warns(history, 0.9, 0.7);
        assertThat(history.evaluated(tested(1.234, 0.65)))
                .singleElement()
                .satisfies(warning -> assertThat(warning.code()).isEqualTo("loss-doubled"))
                .satisfies(warning -> assertThat(warning.message())
                        .contains("2 epochs", "0.400", "1.234", "65.00 %", "80.00 %", "lower learning rate"));
    }

    /** On 2,000 images, whatever became of the loss. */
    @ParameterizedTest
    @CsvSource({"0.75, true", "0.77, false", "0.85, false"})
    void anAccuracyThatChanceDoesNotExplainIsWorseThanTheStart(double top1, boolean warned) {
        LossHistory history = history();
        Evaluation test = new Evaluation(0.3, top1, 0.1, 10, null, ImageClasses.of(new int[2000], 10));
        assertThat(history.evaluated(test))
                .extracting(ResultWarning::code)
                .isEqualTo(warned ? List.of("worse-than-start") : List.of());
    }

    @Test
    void aLossOfNothingAtTheStartIsNothingToDouble() {
        LossHistory history = history();
        history.begins(tested(0, 1));
        assertThat(warns(history, 0.1, 0.9)).isFalse();
        assertThat(warns(history, 0.1, 0.9)).isFalse();
    }

    /** From weights that somebody trained, for an epoch; then one that must have fallen behind the start that it remembers. */
    @Test
    void aRunComparesWithItsStartAlsoWhenItIsResumed() {
        Hearing first = new Hearing();
        ComputationGraph parent = new ComputationGraph(PlannedNetwork.of(PLAN).configuration());
        parent.init();
        double start =
                Evaluation.of(parent, Batches.limited(DrawnShapes.ALL, 32, 20)).loss();
        new TrainingRun(PLAN, DrawnShapes.ALL, new TrainingStart.FineTune(parent), first).execute();
        assertThat(ByteBuffer.wrap(Objects.requireNonNull(first.memory.parts().get(LossHistory.NAME)))
                        .getDouble())
                .isEqualTo(start);
        assertThat(first.warnings).doesNotContain("loss-doubled");

        Hearing second = new Hearing();
        new TrainingRun(PLAN, DrawnShapes.ALL, resumed(parent, 1e-3, 1, 1), second).execute();
        assertThat(second.warnings).contains("loss-doubled");
    }

    @Test
    void aRunFromRandomWeightsHasNothingToCompareWith() {
        assertThat(LossHistory.of(new TrainingStart.Scratch())).isEmpty();
    }

    private static final class Hearing implements TrainingObserver {
        private final List<String> warnings = new ArrayList<>();
        private TrainingMemory memory = TrainingMemory.NONE;

        @Override
        public void measured(List<MetricPoint> points) {}

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void epochEnded(EpochResult result, TrainingState state, boolean last) {
            result.warnings().forEach(warning -> warnings.add(warning.code()));
            memory = state.memory();
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    }
}
