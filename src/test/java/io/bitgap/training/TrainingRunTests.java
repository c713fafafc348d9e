package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.ImageDataset;
import io.bitgap.dataset.Split;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Real trainings, small ones. */
class TrainingRunTests {
    private static final MethodPlan MIXED = new MethodPlan(
            "w-google-act-pact",
            new QuantizerChoice("google-int8", Map.of()),
            new QuantizerChoice("pact", Map.of()),
            4,
            4);

    private static final Recipe TINY =
            Recipe.fineTuning().epochs(3).batchSize(8).learningRate(0.05);

    private static final class Recorder implements TrainingObserver {
        private final List<MetricPoint> points = new ArrayList<>();
        private final List<LayerQuantization> quantizers = new ArrayList<>();
        private byte[] firstEpoch = new byte[0];
        private byte[] lastEpoch = new byte[0];
        private TrainingMemory memory = TrainingMemory.NONE;
        private int stopAfterEpochs = Integer.MAX_VALUE;
        private INDArray parameters = org.nd4j.linalg.factory.Nd4j.empty();
        private int epochs;
        private final List<Integer> evaluated = new ArrayList<>();
        private final List<Integer> unevaluated = new ArrayList<>();
        private boolean last;
        private int early;
        private @Nullable EpochResult result;

        @Override
        public void measured(List<MetricPoint> measured) {
            points.addAll(measured);
        }

        private List<Double> values(String name) {
            return points.stream()
                    .filter(point -> point.name().equals(name))
                    .map(MetricPoint::value)
                    .toList();
        }

        @Override
        public void epochTrained(int epoch, Accuracy train) {
            unevaluated.add(epoch);
        }

        @Override
        public void endedEarly(int epoch) {
            early = epoch;
        }

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void epochEnded(EpochResult result, TrainingState state, boolean last) {
            epochs++;
            evaluated.add(result.epoch());
            this.last = last;
            this.result = result;
            parameters = state.graph().params().dup();
            quantizers.clear();
            quantizers.addAll(state.quantizers());
            lastEpoch = saved(state.graph());
            memory = state.memory();
            if (epochs == 1) {
                firstEpoch = lastEpoch;
            }
        }

        @Override
        public boolean stopRequested() {
            return epochs >= stopAfterEpochs;
        }
    }

    private static byte[] saved(ComputationGraph graph) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ModelSerializer.writeModel(graph, out, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static ComputationGraph restored(byte[] bytes) throws IOException {
        return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(bytes), true);
    }

    private static TrainingPlan plan(@Nullable MethodPlan method, double rate, int epochs) {
        return Plans.of(
                "resnet8",
                "shapes10",
                method,
                Recipe.fineTuning().epochs(epochs).batchSize(32).learningRate(rate),
                Plans.edges(EdgeLayer.KEEP, EdgeLayer.SAME),
                new Limits(128, 50),
                5);
    }

    @Test
    void resumedFromItsCheckpointEndsWithTheSameBitsAsOneThatNeverStopped() throws IOException {
        ImageDataset data = DrawnShapes.ALL;
        Recorder whole = new Recorder();
        new TrainingRun(plan(MIXED, 0.05, 2), data, new TrainingStart.Scratch(), whole).execute();

        Recorder stopped = new Recorder();
        stopped.stopAfterEpochs = 1;
        TrainingRun interrupted = new TrainingRun(plan(MIXED, 0.05, 2), data, new TrainingStart.Scratch(), stopped);
        assertThatThrownBy(interrupted::execute).isInstanceOf(TrainingStopped.class);
        Recorder rest = new Recorder();
        new TrainingRun(
                        plan(MIXED, 0.05, 2),
                        data,
                        new TrainingStart.Resume(restored(stopped.firstEpoch), TrainingMemory.NONE),
                        rest)
                .execute();

        assertThat(rest.parameters).isEqualTo(whole.parameters);
        assertThat(rest.quantizers).isEqualTo(whole.quantizers);
        assertThat(rest.result).isEqualTo(whole.result);
    }

    /** Each by itself, on a network that can learn 32 images. */
    private static Stream<Named<UnaryOperator<Recipe>>> options() {
        return Stream.of(
                named("milestones", r -> r.schedule(ScheduleKind.STEP).decay(group -> group.milestones(List.of(2)))),
                named("smallest rate", r -> r.decay(group -> group.smallest(0.02))),
                named("decay of norms", r -> r.regularizers(group -> group.decayNorm(true))),
                named("clipping", r -> r.regularizers(group -> group.gradientClip(0.5))),
                named("smoothing", r -> r.regularizers(group -> group.labelSmoothing(0.1))),
                named("mixup", r -> r.regularizers(group -> group.mixup(0.2))),
                named("erasing", r -> r.regularizers(group -> group.randomErasing(0.5))),
                named("evaluated every second epoch", r -> r.selection(group -> group.evaluateEvery(2))));
    }

    private static Named<UnaryOperator<Recipe>> named(String name, UnaryOperator<Recipe> option) {
        return Named.of(name, option);
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionTrainsAndEndsWithTheSameBitsWhenItWasResumed(UnaryOperator<Recipe> option) throws IOException {
        TrainingPlan plan = tiny(option.apply(TINY), new Limits(32, 10));
        Recorder whole = new Recorder();
        new TrainingRun(plan, DrawnShapes.ALL, new TrainingStart.Scratch(), whole).execute();
        assertThat(losses(whole)).hasSize(3);
        assertThat(losses(whole).get(2)).isLessThan(losses(whole).get(0));

        Recorder rest = new Recorder();
        TrainingStart resume = new TrainingStart.Resume(restored(whole.firstEpoch), TrainingMemory.NONE);
        new TrainingRun(plan, DrawnShapes.ALL, resume, rest).execute();
        assertThat(rest.parameters).isEqualTo(whole.parameters);
        assertThat(rest.result).isEqualTo(whole.result);
    }

    private static TrainingPlan tiny(Recipe recipe, Limits limits) {
        return Plans.of("resnet8", "shapes10", null, recipe, limits, 5);
    }

    private static List<Double> losses(Recorder recorder) {
        return recorder.values(MetricPoint.EPOCH_LOSS);
    }

    @Test
    void epochsBetweenEvaluationsAreNeitherEvaluatedNorSaved() {
        Recipe recipe = TINY.epochs(5).selection(group -> group.evaluateEvery(2));
        Recorder recorder = new Recorder();
        new TrainingRun(tiny(recipe, new Limits(32, 20)), DrawnShapes.ALL, new TrainingStart.Scratch(), recorder)
                .execute();
        assertThat(recorder.values("test/top1")).hasSize(3);
        assertThat(recorder.evaluated).containsExactly(2, 4, 5);
        assertThat(recorder.unevaluated).containsExactly(1, 3);
        assertThat(losses(recorder)).hasSize(5);
    }

    @Test
    void aRunThatGetsNoBetterOnItsValidationImagesEndsEarlyAndStaysEndedWhenItIsResumed() throws IOException {
        // at this rate nothing changes, so that the first epoch stays the best
        Recipe recipe = TINY.epochs(9).learningRate(1e-12).selection(group -> group.earlyStopping(2));
        TrainingPlan plan = tiny(recipe, new Limits(32, 20, 30));
        Recorder recorder = new Recorder();
        new TrainingRun(plan, DrawnShapes.ALL, new TrainingStart.Scratch(), recorder).execute();
        List<Double> validation = recorder.values("validation/top1");
        int last = recorder.epochs;
        assertThat(last).isLessThan(9).isEqualTo(validation.size()).isEqualTo(first(validation) + 2);
        assertThat(recorder.last).isTrue();
        assertThat(recorder.early).isEqualTo(last);

        Recorder again = new Recorder();
        new TrainingRun(
                        plan,
                        DrawnShapes.ALL,
                        new TrainingStart.Resume(restored(recorder.lastEpoch), recorder.memory),
                        again)
                .execute();
        assertThat(again.epochs).isZero();
    }

    /** The first of the best, counted from 1. */
    private static int first(List<Double> values) {
        return values.indexOf(Collections.max(values)) + 1;
    }

    @Test
    void validationImagesAreNotTrainedOnAndTheSameForEverySeed() {
        UsedImages used = UsedImages.of(DrawnShapes.ALL, new Limits(50, 20, 30));
        ImageDataset validation = Objects.requireNonNull(used.validation());
        Set<Integer> trainedOn = pictures(used.data().train());
        assertThat(trainedOn).hasSize(50).doesNotContainAnyElementsOf(pictures(validation.test()));
        assertThat(used.data().train().size()).isEqualTo(50);
        assertThat(validation.test().size()).isEqualTo(30);
        assertThat(used.data().test().size()).isEqualTo(20);
        assertThatThrownBy(() -> UsedImages.of(DrawnShapes.ALL, new Limits(0, 0, 1_000_000)))
                .hasMessageContaining("leave nothing to train on");
    }

    private static Set<Integer> pictures(Split split) {
        return IntStream.range(0, split.size())
                .mapToObj(image -> Arrays.hashCode(split.pixels(image)))
                .collect(Collectors.toSet());
    }

    @Test
    void fineTunedStartsWithTheWeightsOfItsBaselineAndCalibratedThresholds() {
        ImageDataset data = DrawnShapes.ALL;
        Recorder baseline = new Recorder();
        new TrainingRun(plan(null, 0.1, 2), data, new TrainingStart.Scratch(), baseline).execute();
        ComputationGraph fp32;
        try {
            fp32 = restored(baseline.firstEpoch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Recorder tuned = new Recorder();
        new TrainingRun(plan(MIXED, 1e-9, 1), data, new TrainingStart.FineTune(fp32), tuned).execute();
        ComputationGraph graph = StartingPoint.network(
                plan(MIXED, 1e-9, 1),
                new io.bitgap.network.ImageShape(32, 32, 3),
                10,
                8,
                new TrainingStart.FineTune(fp32));
        fp32.getLayer("stage2-block1-conv1")
                .paramTable()
                .forEach((name, value) -> assertThat(
                                graph.getLayer("stage2-block1-conv1").getParam(name))
                        .isEqualTo(value));
        // 6 convolution inputs behind the stem, one more in front of the classifier
        assertThat(tuned.quantizers.stream().filter(q -> q.layer().endsWith("-quantize")))
                .hasSize(7)
                .allSatisfy(q -> assertThat(q.parameters().get("alpha")).isPositive());
    }

    private static String pact(List<LayerQuantization> quantizers) {
        return quantizers.stream()
                .filter(state -> state.spec().quantizer().equals("pact"))
                .map(LayerQuantization::layer)
                .findFirst()
                .orElseThrow();
    }

    /** Whatever somebody tries: an epoch that ends with a dead quantizer is never saved, so it is never gone on from. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anEpochWithADeadQuantizerFailsHoweverOftenItIsTriedAndIsNeverSaved(int dead) throws IOException {
        TrainingPlan plan = plan(MIXED, 0.05, 3);
        Recorder sound = new Recorder();
        if (dead > 1) {
            sound.stopAfterEpochs = dead - 1;
            TrainingRun begun = new TrainingRun(plan, DrawnShapes.ALL, new TrainingStart.Scratch(), sound);
            assertThatThrownBy(begun::execute).isInstanceOf(TrainingStopped.class);
        }
        for (int attempt = 1; attempt <= 3; attempt++) {
            Recorder saved = new Recorder();
            TrainingRun run;
            if (dead == 1) {
                var wide = new QuantizerChoice("pact", Map.of("init", 1e6));
                var method = new MethodPlan("dead", QuantizerChoice.NONE, wide, 32, 2);
                run = new TrainingRun(plan(method, 0.05, 3), DrawnShapes.ALL, new TrainingStart.Scratch(), saved);
            } else {
                ComputationGraph broken = restored(sound.lastEpoch);
                broken.getLayer(pact(sound.quantizers)).getParam("alpha").assign(1e6);
                run = new TrainingRun(
                        plan, DrawnShapes.ALL, new TrainingStart.Resume(broken, TrainingMemory.NONE), saved);
            }
            assertThatThrownBy(run::execute)
                    .isInstanceOf(TrainingFailed.class)
                    .hasMessageContaining("is dead: every value falls on one level");
            assertThat(saved.epochs).isZero();
        }
        if (dead > 1) {
            Recorder mended = new Recorder();
            new TrainingRun(
                            plan,
                            DrawnShapes.ALL,
                            new TrainingStart.Resume(restored(sound.lastEpoch), TrainingMemory.NONE),
                            mended)
                    .execute();
            assertThat(mended.epochs).isEqualTo(3 - (dead - 1));
        }
    }

    @Test
    void stopsWithAReasonWhenTheLossIsNotANumber() {
        TrainingRun run =
                new TrainingRun(plan(null, 1e30, 3), DrawnShapes.ALL, new TrainingStart.Scratch(), new Recorder());
        assertThatThrownBy(run::execute).isInstanceOf(TrainingFailed.class).hasMessageContaining("learning rate");
    }

    @Test
    void reportsLossesAccuraciesAndQuantizerParameters() {
        Recorder recorder = new Recorder();
        new TrainingRun(plan(MIXED, 0.05, 1), DrawnShapes.ALL, new TrainingStart.Scratch(), recorder).execute();
        EpochResult result = Objects.requireNonNull(recorder.result);
        assertThat(recorder.points)
                .extracting(MetricPoint::name)
                .contains("train/loss", "train/top1", "train/learning-rate", "test/loss", "test/top1")
                .anyMatch(name -> name.startsWith("quantizer/") && name.endsWith("/alpha"));
        assertThat(result.test().top1()).isBetween(0.0, 1.0);
        assertThat(result.train().loss()).isPositive();
    }
}
