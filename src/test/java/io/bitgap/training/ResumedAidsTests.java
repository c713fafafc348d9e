package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option that remembers something, alone; real trainings, small ones. */
class ResumedAidsTests {
    private static ComputationGraph baseline;

    @BeforeAll
    static void trainBaseline() {
        baseline = AidedRuns.of(AidedRuns.plan(null, AidedRuns.SHORT), new TrainingStart.Scratch())
                .graph();
    }

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of("weightEma", AidedRuns.SHORT.averaging(group -> group.weightEma(0.9))),
                Arguments.of(
                        "distillation",
                        AidedRuns.SHORT.distillation(
                                group -> group.temperature(2).share(0.5))),
                Arguments.of("reestimateBatchNorm", AidedRuns.SHORT.averaging(group -> group.reestimateBatchNorm(2))),
                Arguments.of("transitionRate", AidedRuns.SHORT.quantization(group -> group.transitionRate(0.01))),
                Arguments.of("dampening", AidedRuns.SHORT.oscillation(group -> group.dampening(0.1))),
                // one oscillation is enough
                Arguments.of("freezing", AidedRuns.SHORT.epochs(3).oscillation(group -> group.freezing(0.005))));
    }

    private static TrainingStart fresh() {
        return new TrainingStart.FineTune(baseline).taughtBy(baseline);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void resumedEndsWithTheSameBitsAndIsAnotherNetworkThanWithoutTheOption(String option, Recipe recipe) {
        AidedRuns whole = AidedRuns.of(AidedRuns.plan(recipe), fresh());
        AidedRuns stopped = AidedRuns.of(AidedRuns.plan(recipe), fresh(), 1);
        AidedRuns rest = AidedRuns.of(AidedRuns.plan(recipe), stopped.resume().taughtBy(baseline));

        assertSame(rest, whole);
        assertThat(rest.memory().parts())
                .containsExactlyInAnyOrderEntriesOf(whole.memory().parts());

        AidedRuns without = AidedRuns.of(AidedRuns.plan(AidedRuns.SHORT.epochs(recipe.epochs())), fresh());
        assertThat(whole.parameters()).isNotEqualTo(without.parameters());
        List<Double> losses = Objects.requireNonNull(whole.metrics.get(MetricPoint.EPOCH_LOSS));
        assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
    }

    private static void assertSame(AidedRuns rest, AidedRuns whole) {
        assertThat(rest.parameters()).isEqualTo(whole.parameters());
        assertThat(rest.result()).isEqualTo(whole.result());
    }

    @Test
    void whatIsLearnedInEachChannelIsResumedToo() {
        QuantizerChoice lsq = new QuantizerChoice("lsq", Map.of());
        MethodPlan perChannel =
                new MethodPlan("lsq", new QuantizerChoice("lsq", Map.of("perChannel", true)), lsq, 2, 2);
        TrainingPlan plan = AidedRuns.plan(perChannel, AidedRuns.SHORT);
        AidedRuns whole = AidedRuns.of(plan, fresh());
        assertSame(AidedRuns.of(plan, AidedRuns.of(plan, fresh(), 1).resume()), whole);
        assertThat(whole.graph()
                        .getLayer("stage2-block1-conv1")
                        .getParam("step")
                        .toDoubleVector())
                .hasSize(32)
                .doesNotHaveDuplicates()
                .satisfies(steps -> assertThat(Arrays.stream(steps)).allMatch(step -> step > 0));
    }

    @Test
    void aCheckpointThatRemembersNothingOfWhatTheRecipeNeedsIsRefused() {
        Recipe recipe = AidedRuns.SHORT.averaging(group -> group.weightEma(0.9));
        TrainingStart plain = new TrainingStart.Resume(baseline, TrainingMemory.NONE);
        assertThatThrownBy(() ->
                        new TrainingRun(AidedRuns.plan(null, recipe), DrawnShapes.ALL, plain, TrainingObserver.SILENT))
                .isInstanceOf(TrainingFailed.class)
                .hasMessageContaining("train the run again");
    }
}
