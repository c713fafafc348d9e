package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecipeFieldsTests {
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
            .quantization(group -> group.clipOnlyEpochs(2));

    @Test
    void everyComponentOfARecipeHasItsRow() {
        Stream<String> components = Stream.of(Recipe.class, Recipe.Quantization.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("quantization"));
        assertThat(RecipeFields.ALL)
                .extracting(RecipeField::name)
                .containsExactlyInAnyOrderElementsOf(components.toList());
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
