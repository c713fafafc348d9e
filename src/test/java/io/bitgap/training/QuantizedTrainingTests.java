package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is done beside the updates so that quantizers train; real trainings, small ones. */
class QuantizedTrainingTests {
    private static final int IMAGES = 512;
    /** Where it does not matter how much is learned. */
    private static final int FEW = 128;

    private static final Recipe OPEN =
            Recipe.fineTuning().epochs(1).batchSize(32).learningRate(0.01);
    private static final Recipe TRAINED = OPEN.batchNorm(BatchNormMode.TRAIN);

    private static ImageDataset data;
    private static ComputationGraph baseline;

    @BeforeAll
    static void trainBaseline() {
        data = DrawnShapes.ALL;
        baseline = Objects.requireNonNull(
                run(plan(null, OPEN.epochs(10).learningRate(0.1)), new TrainingStart.Scratch()).graph);
    }

    /** What a run leaves behind, epoch by epoch. */
    private static final class Result implements TrainingObserver {
        private final List<Map<String, Double>> quantizers = new ArrayList<>();
        private final List<INDArray> statistics = new ArrayList<>();
        private final List<Double> accuracies = new ArrayList<>();
        private final List<Double> beforeTraining = new ArrayList<>();
        private @Nullable ComputationGraph graph;

        @Override
        public void quantized(Evaluation measured) {
            beforeTraining.add(measured.top1());
        }

        @Override
        public void measured(List<MetricPoint> points) {}

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void epochEnded(EpochResult result, TrainingState state, boolean last) {
            accuracies.add(result.test().top1());
            Map<String, Double> values = new LinkedHashMap<>();
            state.quantizers()
                    .forEach(layer ->
                            layer.parameters().forEach((name, value) -> values.put(layer.layer() + "/" + name, value)));
            quantizers.add(values);
            if (state.graph().getConfiguration().getVertices().containsKey("stem-bn")) {
                statistics.add(
                        state.graph().getLayer("stem-bn").getParam("mean").dup());
            }
            graph = state.graph().clone();
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    }

    private static Result run(TrainingPlan plan, TrainingStart start) {
        Result result = new Result();
        new TrainingRun(plan, data, start, result).execute();
        return result;
    }

    private static Result tune(MethodPlan method, Recipe recipe) {
        return tune(method, recipe, IMAGES);
    }

    private static Result tune(@Nullable MethodPlan method, Recipe recipe, int images) {
        return run(plan(method, recipe, images), new TrainingStart.FineTune(baseline));
    }

    private static MethodPlan method(String weights, String activations, int bits) {
        return method(weights, Map.of(), activations, bits);
    }

    private static MethodPlan method(String weights, Map<String, Object> options, String activations, int bits) {
        return new MethodPlan(
                weights + activations,
                new QuantizerChoice(weights, options),
                new QuantizerChoice(activations, Map.of()),
                bits,
                bits);
    }

    private static TrainingPlan plan(@Nullable MethodPlan method, Recipe recipe) {
        return plan(method, recipe, IMAGES);
    }

    private static TrainingPlan plan(@Nullable MethodPlan method, Recipe recipe, int images) {
        return Plans.of("resnet8", "shapes10", method, recipe, new Limits(images, 200), 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"google-int8", "fqn", "pact", "dorefa", "qil", "gdrq", "lsq"})
    void everyMethodTrainsFromABaselineWithItsOwnTreatmentOfBatchNorm(String name) {
        MethodPlan method = method(name, name, 4);
        Recipe resolved = OPEN.resolvedFor(method);
        boolean folds = name.equals("fqn");
        assertThat(resolved.quantization().batchNorm())
                .isEqualTo(folds ? BatchNormMode.FOLD_FROZEN : BatchNormMode.TRAIN);
        assertThat(resolved.learningRate()).isEqualTo(folds ? 0.0002 : 0.01);
        Result result = tune(method, resolved);
        assertThat(result.accuracies.get(0)).isGreaterThan(fp32() - 0.1);
    }

    /** Their quantized weights are of another magnitude than those whose statistics the baseline's batch norms have. */
    @ParameterizedTest
    @ValueSource(strings = {"dorefa", "pact", "qil", "google-int8"})
    void calibrationAloneAtEightBitsIsAboutAsGoodAsTheBaseline(String name) {
        Result result = tune(method(name, name, 8), TRAINED, FEW);
        assertThat(result.beforeTraining.get(0)).isGreaterThan(fp32() - 0.05);
    }

    private static double fp32() {
        return Evaluation.of(baseline, Batches.limited(data, IMAGES, 200)).top1();
    }

    @Test
    void foldedBatchNormIsGoneAndTheNetworkStartsWithWhatTheBaselineKnew() {
        Result folded = tune(method("fqn", "fqn", 8), OPEN.learningRate(0.0002).batchNorm(BatchNormMode.FOLD_FROZEN));
        ComputationGraph graph = Objects.requireNonNull(folded.graph);
        assertThat(graph.getConfiguration().getVertices()).doesNotContainKey("stem-bn");
        assertThat(graph.getLayer("stem").paramTable()).containsKey("b");
        assertThat(folded.accuracies.get(0)).isGreaterThan(fp32() - 0.1);
    }

    @Test
    void weightsOnMinusOneToOneTrainWithoutBatchNormBecauseTheyAreRescaled() {
        Recipe folded = OPEN.learningRate(0.0002).batchNorm(BatchNormMode.FOLD_FROZEN);
        double rescaled =
                tune(method("dorefa", "none", 4), folded, FEW).accuracies.get(0);
        double plain = tune(method("dorefa", Map.of("rescale", "never"), "none", 4), folded, FEW)
                .accuracies
                .get(0);
        // ten classes: a network that lost what it knew is right in one of ten
        assertThat(plain).isLessThan(0.2);
        assertThat(rescaled).isGreaterThan(0.2).isGreaterThan(plain + 0.1);
    }

    @Test
    void frozenStatisticsStandStillFromTheEpochOnThatTheRecipeNames() {
        Result result =
                tune(method("google-int8", "google-int8", 8), OPEN.epochs(3).freezeBatchNormAfterEpoch(1), FEW);
        assertThat(result.statistics.get(0))
                .isNotEqualTo(baseline.getLayer("stem-bn").getParam("mean"));
        assertThat(result.statistics.get(1)).isEqualTo(result.statistics.get(0));
        assertThat(result.statistics.get(2)).isEqualTo(result.statistics.get(0));
    }

    @Test
    void delayedActivationsKeepCollectingRangesAndLearnedThresholdsAreFoundWhenTheDelayEnds() {
        Recipe delay = TRAINED.epochs(2).delayActivationsEpochs(1);
        List<Map<String, Double>> tracked = tune(method("google-int8", "google-int8", 4), delay, FEW).quantizers;
        String threshold = "stem-bn-quantize/threshold";
        assertThat(tracked.get(0).get(threshold)).isPositive();
        assertThat(tracked.get(1).get(threshold)).isNotEqualTo(tracked.get(0).get(threshold));

        Result learned = tune(method("google-int8", "pact", 4), delay);
        assertThat(learned.quantizers.get(0).get("stem-bn-quantize/alpha")).isPositive();
        assertThat(learned.accuracies).allSatisfy(top1 -> assertThat(top1).isGreaterThan(0.2));
    }

    @Test
    void aProgressiveChildTakesOverWhatItsParentsQuantizersLearned() {
        Result wide = tune(method("qil", "qil", 5), TRAINED);
        ComputationGraph parent = Objects.requireNonNull(wide.graph);
        TrainingPlan narrow = plan(method("qil", "qil", 4), TRAINED);
        ComputationGraph child = StartingPoint.network(
                narrow, new io.bitgap.network.ImageShape(32, 32, 3), 10, 16, new TrainingStart.FineTune(parent));
        assertThat(child.getLayer("stage1-block1-conv1").getParam("center").getDouble(0))
                .isEqualTo(wide.quantizers.get(0).get("stage1-block1-conv1/center"));
        assertThat(run(narrow, new TrainingStart.FineTune(parent)).accuracies.get(0))
                .isGreaterThan(0.2);

        // a step size means another range at other bits: it is found anew
        Result lsq = tune(method("lsq", "lsq", 5), TRAINED, FEW);
        ComputationGraph fresh = StartingPoint.network(
                plan(method("lsq", "lsq", 2), OPEN),
                new io.bitgap.network.ImageShape(32, 32, 3),
                10,
                16,
                new TrainingStart.FineTune(Objects.requireNonNull(lsq.graph)));
        assertThat(fresh.getLayer("stage1-block1-conv1").getParam("calibrated").getDouble(0))
                .isZero();
    }

    @Test
    void theAccuracyBeforeTheFirstStepIsThatOfTheQuantizedNetworkAndTheNumberOfTestImagesChangesNoBit() {
        Recipe still = TRAINED.batchNorm(BatchNormMode.FREEZE).learningRate(1e-9);
        MethodPlan lsq = method("lsq", "lsq", 2);
        Result measured = tune(lsq, still, FEW);
        assertThat(measured.beforeTraining)
                .singleElement()
                .satisfies(top1 -> assertThat(top1)
                        .as("training that moves nothing leaves it as it was")
                        .isCloseTo(measured.accuracies.get(0), within(0.02)));

        TrainingPlan fewerTestImages = Plans.of("resnet8", "shapes10", lsq, still, new Limits(FEW, 40), 3);
        Result other = run(fewerTestImages, new TrainingStart.FineTune(baseline));
        assertThat(Objects.requireNonNull(other.graph).params())
                .isEqualTo(Objects.requireNonNull(measured.graph).params());
    }

    @Test
    void theAccuracyBeforeTheFirstStepIsOfEveryQuantizerWhateverIsDelayedAndOfQuantizedRunsFromTrainedWeightsAlone() {
        MethodPlan pact = method("google-int8", "pact", 3);
        Result plain = tune(pact, TRAINED, FEW);
        Result delayed = tune(pact, TRAINED.epochs(2).delayActivationsEpochs(1), FEW);
        assertThat(delayed.beforeTraining).isEqualTo(plain.beforeTraining).hasSize(1);

        ComputationGraph ended = Objects.requireNonNull(plain.graph);
        assertThat(run(plan(pact, TRAINED, FEW), new TrainingStart.FineTune(ended)).beforeTraining)
                .as("a start from wider bits was trained with quantizers already")
                .isEmpty();
        assertThat(run(plan(pact, TRAINED, FEW), new TrainingStart.Resume(ended, TrainingMemory.NONE)).beforeTraining)
                .isEmpty();
        assertThat(run(plan(pact, TRAINED, FEW), new TrainingStart.Scratch()).beforeTraining)
                .isEmpty();
        assertThat(tune(null, TRAINED, FEW).beforeTraining).isEmpty();
    }

    @Test
    void aDeadQuantizerStopsTheRunWithTheNameOfItsLayer() {
        TrainingPlan plan = plan(
                new MethodPlan("dead", QuantizerChoice.NONE, new QuantizerChoice("pact", Map.of("init", 1e6)), 32, 2),
                OPEN);
        assertThatThrownBy(() -> run(plan, new TrainingStart.FineTune(baseline)))
                .isInstanceOf(TrainingFailed.class)
                .hasMessageContaining("-quantize (pact, 2 bits)")
                .hasMessageContaining("one level");
    }

    @Test
    void aGradientThatIsNotFiniteStopsTheRunWithTheNameOfALayer() {
        MethodPlan method = method("pact", "pact", 4);
        Recipe wild = OPEN.epochs(2)
                .learningRate(9)
                .schedule(ScheduleKind.CONSTANT)
                .momentum(0.99)
                .nesterov(false)
                .weightDecay(1)
                .quantizerLearningRate(1e6)
                .augmentation(false);
        TrainingPlan plan = plan(method, wild);
        assertThatThrownBy(() -> run(plan, new TrainingStart.FineTune(baseline)))
                .isInstanceOf(TrainingFailed.class)
                .hasMessageMatching("(?s).*(layer|quantizer of) \\S+.*");
    }
}
