package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.DecodedSplit;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultWarningsTests {
    /** 1,000 test images and as many training images of ten classes. */
    private static final ImageDataset TEN =
            data(IntStream.range(0, 1000).map(image -> image % 10).toArray());

    private static ImageDataset data(int[] labels) {
        DecodedSplit split = new DecodedSplit(new byte[labels.length], labels);
        List<String> classes = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        return new ImageDataset("ten", "sha256:0", 1, 1, 1, classes, Normalization.cifar10(), split, split);
    }

    private static List<String> codes(Evaluation test, double trainLoss) {
        return ResultWarnings.of(null, TEN, test, trainLoss).stream()
                .map(ResultWarning::code)
                .toList();
    }

    /** Three standard errors of a tenth on 1,000 images are 0.02846, of four tenths 0.04648. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.100, true",
        "0.1, 0.128, true",
        "0.1, 0.129, false",
        "0.1, 0.02, true",
        "0.4, 0.446, true",
        "0.4, 0.447, false"
    })
    void whatAlwaysNamingTheLargestClassMayComeToIsChance(double largestClass, double top1, boolean chance) {
        assertThat(codes(evaluation(2, top1, largestClass, 10), 1)).isEqualTo(chance ? List.of("chance") : List.of());
    }

    @Test
    void namingOneClassForAllImagesIsSaidFirst() {
        assertThat(codes(evaluation(2, 0.1, 0.1, 1), 1)).containsExactly("one-class", "chance");
    }

    /** ln 10 is 2.3026. */
    @ParameterizedTest
    @CsvSource({"2.31, true", "2.28, true", "2.27, false"})
    void aLossThatIsStillThatOfGuessingHasNotFallen(double loss, boolean warned) {
        assertThat(codes(evaluation(1, 0.9, 0.1, 10), loss)).isEmpty();
        assertThat(codes(evaluation(loss, 0.9, 0.1, 10), 1)).isEmpty();
        assertThat(codes(evaluation(loss, 0.9, 0.1, 10), loss))
                .isEqualTo(warned ? List.of("loss-not-falling") : List.of());
    }

    /** Half of the images are of one class: guessing by the shares costs ln 2 / 2 + ln 18 / 2. */
    @Test
    void guessingTakesTheSharesOfTheClassesIntoAccount() {
        ImageDataset half = data(IntStream.range(0, 1800)
                .map(image -> image < 900 ? 0 : 1 + image % 9)
                .toArray());
        Evaluation good = evaluation(3, 0.9, 0.5, 10);
        assertThat(ResultWarnings.of(null, half, good, 1.80)).hasSize(1);
        assertThat(ResultWarnings.of(null, half, good, 1.76)).isEmpty();
    }

    @Test
    void aWarningSaysWhatWasFoundAndWhatToChange() {
        ResultWarning warning =
                ResultWarnings.of(null, TEN, evaluation(2.3, 0.1, 0.1, 4), 1).get(0);
        assertThat(warning.message()).contains("10.00 %", "1000 test images", "2.85", "another learning rate");
    }

    @Test
    void aRunThatLearnsNothingEndsWithThem() {
        List<ResultWarning> found = new ArrayList<>();
        Recipe standing = Recipe.fineTuning().epochs(1).batchSize(32).learningRate(1e-9);
        TrainingPlan plan = Plans.of("resnet8", "shapes10", null, standing, new Limits(64, 100), 5);
        new TrainingRun(plan, DrawnShapes.ALL, new TrainingStart.Scratch(), new Hearing(found)).execute();
        assertThat(found).extracting(ResultWarning::code).contains("chance", "loss-not-falling");
    }

    private record Hearing(List<ResultWarning> found) implements TrainingObserver {
        @Override
        public void measured(List<MetricPoint> points) {}

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void epochEnded(EpochResult result, TrainingState state, boolean last) {
            found.addAll(result.warnings());
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    }

    private static Evaluation evaluation(double loss, double top1, double largestClass, int predictedClasses) {
        return new Evaluation(loss, top1, largestClass, predictedClasses, null, ImageClasses.of(new int[0], 10));
    }
}
