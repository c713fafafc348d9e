package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rates of a run of 100 steps with a base rate of 0.1, worked by hand. */
class LearningRateScheduleTests {
    private static final double BASE = 0.1;
    private static final int STEPS = 100;

    @ParameterizedTest
    @CsvSource({
        "CONSTANT, 0, 0.1",
        "CONSTANT, 50, 0.1",
        "CONSTANT, 99, 0.1",
        "STEP, 0, 0.1",
        "STEP, 29, 0.1",
        "STEP, 30, 0.01",
        "STEP, 59, 0.01",
        "STEP, 60, 0.001",
        "STEP, 99, 0.001",
        "COSINE, 0, 0.1",
        "COSINE, 50, 0.05",
        "COSINE, 99, 0.000024671981713420", // 0.05 * (1 + cos(0.99 pi))
        "COSINE, 100, 0",
        "SINE, 0, 0",
        "SINE, 50, 0.1",
        "SINE, 99, 0.0031410759078128", // 0.1 * sin(0.99 pi)
        "ONE_CYCLE, 0, 0.004",
        "ONE_CYCLE, 10, 0.052", // half way up from 0.004
        "ONE_CYCLE, 20, 0.1",
        "ONE_CYCLE, 60, 0.0500002", // half way down to 0.0000004
        "ONE_CYCLE, 100, 0.0000004"
    })
    void everyKindHasTheRatesOfItsFormula(ScheduleKind kind, int step, double rate) {
        assertThat(new LearningRateSchedule(kind, BASE, 0, STEPS).valueAt(step, 0))
                .isCloseTo(rate, within(1e-15));
    }

    /** The schedule itself begins after the warm-up, and is squeezed into what is left. */
    @ParameterizedTest
    @CsvSource({
        "CONSTANT, 60, 0.1",
        "STEP, 43, 0.1",
        "STEP, 44, 0.01",
        "STEP, 68, 0.001",
        "COSINE, 20, 0.1",
        "COSINE, 60, 0.05",
        "SINE, 20, 0",
        "SINE, 60, 0.1",
        "ONE_CYCLE, 20, 0.004",
        "ONE_CYCLE, 36, 0.1"
    })
    void everyKindWarmsUpInALine(ScheduleKind kind, int step, double rate) {
        LearningRateSchedule schedule = new LearningRateSchedule(kind, BASE, 20, STEPS);
        assertThat(schedule.valueAt(0, 0)).isCloseTo(0.005, within(1e-15));
        assertThat(schedule.valueAt(9, 0)).isCloseTo(0.05, within(1e-15));
        assertThat(schedule.valueAt(19, 0)).isEqualTo(BASE);
        assertThat(schedule.valueAt(step, 0)).isCloseTo(rate, within(1e-15));
    }

    @Test
    void theLastRateStaysWhenTheStepsAreOver() {
        assertThat(new LearningRateSchedule(ScheduleKind.SINE, BASE, 0, STEPS).valueAt(150, 0))
                .isCloseTo(0, within(1e-15));
    }

    @Test
    void aRunMayBeNothingButWarmUp() {
        LearningRateSchedule schedule = new LearningRateSchedule(ScheduleKind.COSINE, BASE, 500, STEPS);
        assertThat(schedule.valueAt(0, 0)).isCloseTo(0.001, within(1e-15));
        assertThat(schedule.valueAt(99, 0)).isEqualTo(BASE);
    }

    @Test
    void aRecipeCountsInEpochsAndHalvesOfThem() {
        Recipe recipe = Recipe.fineTuning().epochs(10).learningRate(BASE).warmupEpochs(0.5);
        assertThat(LearningRateSchedule.of(recipe, 10))
                .isEqualTo(new LearningRateSchedule(ScheduleKind.COSINE, BASE, 5, STEPS));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1", "49, 0.1", "50, 0.02", "74, 0.02", "75, 0.004", "99, 0.004"})
    void milestonesLowerTheRateAfterTheirEpochs(int step, double rate) {
        Recipe recipe = Recipe.fineTuning()
                .epochs(10)
                .learningRate(BASE)
                .schedule(ScheduleKind.STEP)
                .decay(group -> group.milestones(List.of(5)).gamma(0.2));
        Recipe twice = recipe.epochs(20).decay(group -> group.milestones(List.of(10, 15)));
        assertThat(LearningRateSchedule.of(twice, 5).valueAt(step, 0)).isCloseTo(rate, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "STEP, 99, 0.02", // would be 0.001
        "COSINE, 0, 0.1",
        "COSINE, 50, 0.06", // 0.02 + 0.08 / 2
        "COSINE, 100, 0.02",
        "SINE, 0, 0.02",
        "SINE, 50, 0.1",
        "SINE, 100, 0.02",
        "ONE_CYCLE, 0, 0.02",
        "ONE_CYCLE, 60, 0.06", // half way down to 0.02
        "ONE_CYCLE, 100, 0.02",
        "CONSTANT, 100, 0.1"
    })
    void noScheduleFallsBelowTheSmallestRate(ScheduleKind kind, int step, double rate) {
        Recipe recipe =
                Recipe.fineTuning().epochs(10).learningRate(BASE).schedule(kind).decay(group -> group.smallest(0.02));
        assertThat(LearningRateSchedule.of(recipe, 10).valueAt(step, 0)).isCloseTo(rate, within(1e-15));
    }

    @Test
    void aMultipleHasASmallestRateAsManyTimesAsLarge() {
        Recipe recipe = Recipe.fineTuning().epochs(10).learningRate(BASE).decay(group -> group.smallest(0.02));
        assertThat(LearningRateSchedule.of(recipe, 10).times(0.1).valueAt(100, 0))
                .isCloseTo(0.002, within(1e-15));
    }

    @Test
    void aMultipleHasTheSameCourse() {
        LearningRateSchedule tenth = new LearningRateSchedule(ScheduleKind.COSINE, BASE, 0, STEPS).times(0.1);
        assertThat(tenth.valueAt(50, 0)).isCloseTo(0.005, within(1e-15));
        assertThat(tenth.clone()).isEqualTo(tenth);
    }
}
