package io.bitgap.experiment.spec;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.training.Recipe;
import io.bitgap.training.Recipes;
import io.bitgap.training.Start;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads how quantized runs are trained: the name of a recipe, or one that is spelled out, perhaps beginning with a name. */
final class RecipeChoiceReader {
    private static final int MAX_NAME_LENGTH = 200;

    private final JsonProblems problems;
    private final Recipe baseline;

    /** @param baseline what the fp32 runs are trained with; some recipes depend on it */
    RecipeChoiceReader(JsonProblems problems, Recipe baseline) {
        this.problems = problems;
        this.baseline = baseline;
    }

    static RecipeChoice defaultChoice() {
        return new RecipeChoice(null, Recipe.fineTuning(), Start.FP32, AttachSpec.DEFAULT);
    }

    RecipeChoice read(JsonNode node, String pointer) {
        if (node.isString()) {
            return named(node, pointer).map(RecipeChoice::of).orElseGet(RecipeChoiceReader::defaultChoice);
        }
        Optional<Recipes.Named> base = Optional.ofNullable(node.get(RecipeReader.NAME))
                .flatMap(name -> named(name, pointer + "/" + RecipeReader.NAME));
        if (base.filter(recipe -> recipe.name().equals(Recipes.PER_METHOD)).isPresent()) {
            problems.add(
                    pointer + "/" + RecipeReader.NAME,
                    "cannot-be-changed",
                    "per-method is another recipe for every method; give the methods that need it a recipe of their own.");
        }
        Recipe recipe = new RecipeReader(problems)
                .read(node, pointer, base.map(Recipes.Named::recipe).orElseGet(Recipe::fineTuning));
        return new RecipeChoice(
                null,
                recipe,
                base.map(Recipes.Named::start).orElse(Start.FP32),
                base.map(AttachSpec::of).orElse(AttachSpec.DEFAULT));
    }

    private Optional<Recipes.Named> named(JsonNode name, String pointer) {
        return JsonObjectReader.text(name, pointer, MAX_NAME_LENGTH, problems).flatMap(text -> named(text, pointer));
    }

    private Optional<Recipes.Named> named(String name, String pointer) {
        Optional<Recipes.Named> found = Recipes.find(name, baseline);
        if (found.isEmpty()) {
            problems.add(
                    pointer,
                    "unknown-recipe",
                    "There is no recipe " + JsonText.quote(name) + "; there are " + JsonText.list(Recipes.names())
                            + ".");
        }
        return found;
    }
}
