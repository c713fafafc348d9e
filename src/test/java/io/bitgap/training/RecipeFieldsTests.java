package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecipeFieldsTests {
    /** Groups of fields that are objects in the JSON too. */
    private static final Set<String> OBJECTS = Set.of("distillation", "oscillation");

    private static final Recipe OTHER = Recipe.fineTuning()
            .epochs(7)
            .batchSize(9)
            .learningRate(0.3)
            .schedule(ScheduleKind.STEP)
            .warmupEpochs(2.5)
            .momentum(0.8)
            .nesterov(false)
            .weightDecay(0.2)
            .quantizerLearningRate(3)
            .augmentation(false)
            .freezeBatchNormAfterEpoch(4)
            .delayActivationsEpochs(5)
            .decay(group -> group.milestones(List.of(3, 5)).gamma(0.2).smallest(0.01))
            .regularizers(group -> group.decayNorm(true)
                    .gradientClip(2)
                    .labelSmoothing(0.1)
                    .mixup(0.2)
                    .randomErasing(0.5))
            .selection(group -> group.evaluateEvery(2).earlyStopping(3))
            .averaging(group -> group.weightEma(0.99).reestimateBatchNorm(20))
            .quantization(group -> group.clipOnlyEpochs(2).transitionRate(0.01))
            .distillation(group -> group.temperature(4).share(0.5))
            .oscillation(group -> group.telemetry(true).dampening(0.1).freezing(0.02));

    @Test
    void everyComponentOfARecipeHasItsRow() {
        List<String> components = components(Recipe.class, "").toList();
        assertThat(RecipeFields.ALL)
                .extracting(field -> field.name().replace("smallestLearningRate", "smallest"))
                .containsExactlyInAnyOrderElementsOf(components);
    }

    private static Stream<String> components(Class<?> type, String prefix) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getType().isRecord()
                        ? components(
                                component.getType(),
                                OBJECTS.contains(component.getName()) ? component.getName() + "." : "")
                        : Stream.of(prefix + component.getName()));
    }

    @Test
    void theMostOfABoundThatOtherFieldsSetIsThatOfTheLargestRecipe() {
        RecipeField smallest = RecipeFields.ALL.stream()
                .filter(field -> field.name().equals("smallestLearningRate"))
                .findFirst()
                .orElseThrow();
        assertThat(((RecipeField.Decimal) smallest.values()).most()).isEqualTo(10);
    }

    @Test
    void everyFieldHasOneTheme() {
        assertThat(Arrays.stream(RecipeTheme.values()).flatMap(theme -> theme.of(RecipeFields.ALL).stream()))
                .containsExactlyInAnyOrderElementsOf(RecipeFields.ALL);
    }

    @Test
    void anotherScheduleThanStepsHasNoMilestones() {
        Recipe steps =
                Recipe.fineTuning().epochs(9).schedule(ScheduleKind.STEP).decay(group -> group.milestones(List.of(3)));
        assertThat(steps.schedule(ScheduleKind.COSINE).decay().milestones()).isEmpty();
    }

    @Test
    void milestonesKeepTheirSharesOfTheEpochs() {
        Recipe long300 = Recipe.fineTuning().epochs(300).decay(group -> group.milestones(List.of(150, 225)));
        assertThat(long300.epochs(20).decay().milestones()).containsExactly(10, 15);
        assertThat(long300.epochs(2).decay().milestones()).containsExactly(1);
    }

    @Test
    void aRecipeIsTheSumOfItsFields() {
        Recipe copy = Recipe.fineTuning();
        for (RecipeField field : RecipeFields.ALL) {
            Object value = field.get().apply(OTHER).orElseThrow();
            assertThat(field.get().apply(copy))
                    .as(field.name())
                    .isNotEqualTo(field.get().apply(OTHER));
            copy = field.set().apply(copy, value);
        }
        assertThat(copy).isEqualTo(OTHER);
    }
}
