package io.bitgap.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.json.JsonProblems;
import io.bitgap.training.Recipe;
import io.bitgap.training.Recipes;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class NamedRecipesTests {
    static Stream<Recipes.Named> all() {
        return Recipes.catalogue().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyNamedRecipeCanBeSpelledOutInASpec(Recipes.Named named) {
        JsonProblems problems = new JsonProblems();
        Recipe read = new RecipeReader(problems)
                .read(JsonMapper.shared().valueToTree(SpecDocument.recipe(named.recipe())), "", Recipe.fineTuning());
        assertThat(problems.found()).isEmpty();
        assertThat(read).isEqualTo(named.recipe());
    }
}
