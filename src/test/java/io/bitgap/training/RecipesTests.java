package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.QuantizerFamily;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.RecommendedRecipe;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipesTests {
    @ParameterizedTest
    @CsvSource({
        "google-int8, 8, google-int8, 8, int8-sine",
        "google-int8, 4, google-int8, 4, fine-tune-cosine",
        "google-int8, 8, pact, 8, fine-tune-cosine",
        "fqn, 4, fqn, 4, fqn-folded",
        "fqn, 2, fqn, 4, fine-tune-cosine",
        "dorefa, 4, fqn, 4, fine-tune-cosine",
        "qil, 4, fqn, 4, progressive",
        "qil, 32, fqn, 4, fqn-folded",
        "qil, 4, gdrq, 4, progressive",
        "gdrq, 4, gdrq, 4, gdrq-two-phase",
        "gdrq, 4, pact, 4, fine-tune-cosine",
        "none, 32, qil, 4, progressive"
    })
    void eachMethodHasTheRecipeThatItsQuantizersRecommend(
            String weights, int weightBits, String activations, int activationBits, String recipe) {
        MethodPlan method = new MethodPlan(
                "method",
                new QuantizerChoice(weights, Map.of()),
                new QuantizerChoice(activations, Map.of()),
                weightBits,
                activationBits);
        assertThat(Recipes.forMethod(method, Recipes.defaultBaseline()).name()).isEqualTo(recipe);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 1", "4, 1", "9, 3", "30, 10", "100, 33"})
    void aThirdOfTheTwoPhaseRecipesEpochsOnlyClip(int epochs, int clipping) {
        Recipe recipe = Recipes.find("gdrq-two-phase", Recipes.defaultBaseline())
                .orElseThrow()
                .recipe();
        assertThat(recipe.epochs(epochs).quantization().clipOnlyEpochs()).isEqualTo(clipping);
        assertThat(recipe.quantization().delayActivationsEpochs()).isZero();
    }

    @Test
    void recommendedRecipesExistAndAreNamedWhereEachMethodHasItsOwn() {
        String sentence = Recipes.find(Recipes.PER_METHOD, Recipes.defaultBaseline())
                .orElseThrow()
                .sentence();
        assertThat(Quantizers.families().stream()
                        .flatMap(family -> family.recommendedRecipe().stream())
                        .map(RecommendedRecipe::name))
                .isNotEmpty()
                .isSubsetOf(Recipes.names())
                .allSatisfy(name -> assertThat(sentence).contains(name));
    }

    @Test
    void oneQuantizerStandsInForOthersAndOneIsSuggestedForEachRole() {
        assertThat(Quantizers.families()).filteredOn(QuantizerFamily::standsIn).hasSize(1);
        assertThat(Quantizers.families())
                .filteredOn(QuantizerFamily::quantizesEdges)
                .hasSize(1);
        assertThat(Quantizers.families())
                .flatExtracting(QuantizerFamily::suggestedFor)
                .containsExactlyInAnyOrder(io.bitgap.quantizer.Role.values());
    }

    @Test
    void bitsAreLabelledAsInTables() {
        assertThat(BitWidths.FP32.label()).isEqualTo("fp32");
        assertThat(new BitWidths(4, 4).label()).isEqualTo("4");
        assertThat(new BitWidths(3, 4).label()).isEqualTo("w3a4");
        assertThat(new BitWidths(32, 4).label()).isEqualTo("w32a4");
    }
}
