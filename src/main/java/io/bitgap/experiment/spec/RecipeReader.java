package io.bitgap.experiment.spec;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.training.BatchNormMode;
import io.bitgap.training.QuantizedPhases;
import io.bitgap.training.Recipe;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeField.Decimal;
import io.bitgap.training.RecipeField.Rising;
import io.bitgap.training.RecipeField.Whole;
import io.bitgap.training.RecipeField.Word;
import io.bitgap.training.RecipeFields;
import io.bitgap.training.Recipes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads a recipe that is spelled out; what it leaves out comes from another recipe. */
final class RecipeReader {
    /** The recipe whose values stand where a field is left out. */
    static final String NAME = "name";

    private static final String BATCH_NORM = "batchNorm";
    private static final String FREEZE_AFTER = "freezeBatchNormAfterEpoch";
    private static final String[] FIELDS = Stream.concat(
                    Stream.of(NAME), RecipeFields.ALL.stream().map(RecipeField::first))
            .distinct()
            .toArray(String[]::new);

    private final JsonProblems problems;

    RecipeReader(JsonProblems problems) {
        this.problems = problems;
    }

    /** What is said of the field {@link #NAME} is not checked here. */
    Recipe read(JsonNode node, String pointer, Recipe defaults) {
        Recipe recipe = fields(node, pointer, defaults);
        RecipeContradictions.ofSchedule(recipe, pointer, problems);
        RecipeContradictions.ofFolding(recipe, pointer, problems);
        return recipe;
    }

    private Recipe fields(JsonNode node, String pointer, Recipe defaults) {
        Optional<JsonObjectReader> fields = JsonObjectReader.of(node, pointer, problems, FIELDS);
        if (fields.isEmpty()) {
            return defaults;
        }
        refuseContradiction(fields.get());
        Map<String, Optional<JsonObjectReader>> objects = new HashMap<>();
        Recipe recipe = defaults;
        for (RecipeField field : RecipeFields.ALL) {
            Optional<JsonObjectReader> place = field.object().isEmpty()
                    ? fields
                    : objects.computeIfAbsent(field.object(), name -> object(fields.get(), name));
            if (place.isPresent()) {
                recipe = read(place.get(), field, recipe);
            }
        }
        return recipe;
    }

    /** Some fields are those of an object. */
    private Optional<JsonObjectReader> object(JsonObjectReader fields, String name) {
        String[] known = RecipeFields.ALL.stream()
                .filter(field -> field.object().equals(name))
                .map(RecipeField::last)
                .toArray(String[]::new);
        return fields.node(name).flatMap(node -> JsonObjectReader.of(node, fields.pointer(name), problems, known));
    }

    /** A recipe of fp32 runs: they begin with random weights, and there is nothing to quantize. */
    Recipe readBaseline(JsonNode node, String pointer) {
        Recipe recipe = fields(node, pointer, Recipes.defaultBaseline());
        RecipeContradictions.ofSchedule(recipe, pointer, problems);
        QuantizedPhases quantization = recipe.quantization();
        refuse(node.has(NAME), pointer, NAME);
        refuse(
                quantization.batchNorm() != null && quantization.batchNorm() != BatchNormMode.TRAIN,
                pointer,
                BATCH_NORM);
        refuse(quantization.delayActivationsEpochs() > 0, pointer, "delayActivationsEpochs");
        refuse(quantization.clipOnlyEpochs() > 0, pointer, "clipOnlyEpochs");
        refuse(quantization.transitionRate() > 0, pointer, "transitionRate");
        refuse(recipe.distillation().share() > 0, pointer, "distillation/share");
        refuse(!recipe.oscillation().equals(Recipe.fineTuning().oscillation()), pointer, "oscillation");
        return recipe;
    }

    private void refuse(boolean wrong, String pointer, String field) {
        if (wrong) {
            problems.add(
                    pointer + "/" + field,
                    "not-of-a-baseline",
                    "belongs to the recipe of quantized runs; leave it out of the fp32 baseline's.");
        }
    }

    /** With what is given for a field; what is left out follows the epochs, if these are fewer now. */
    private static Recipe read(JsonObjectReader fields, RecipeField field, Recipe recipe) {
        String name = field.last();
        Optional<Object> value = field.get().apply(recipe);
        boolean given = fields.node(name).isPresent();
        if (field.values() instanceof Whole whole) {
            int most = whole.limit().applyAsInt(recipe);
            int otherwise = Math.min((Integer) value.orElse(whole.least()), most);
            return given || value.isPresent()
                    ? field.set().apply(recipe, fields.integer(name, otherwise, whole.least(), most))
                    : recipe;
        }
        if (field.values() instanceof Decimal decimal) {
            double most = decimal.limit().applyAsDouble(recipe);
            double otherwise = Math.min((Double) value.orElse(decimal.least()), most);
            return field.set()
                    .apply(
                            recipe,
                            decimal.including()
                                    ? fields.within(name, otherwise, decimal.least(), most)
                                    : fields.above(name, otherwise, decimal.least(), most));
        }
        if (field.values() instanceof Rising rising) {
            return fields.node(name)
                    .map(node -> field.set().apply(recipe, epochs(node, fields, name, rising, recipe)))
                    .orElse(recipe);
        }
        if (field.values() instanceof Word word) {
            return fields.choice(name, JsonText.of(word.words()))
                    .map(constant -> field.set().apply(recipe, constant))
                    .orElse(recipe);
        }
        return field.set().apply(recipe, fields.flag(name, value.equals(Optional.of(true))));
    }

    private void refuseContradiction(JsonObjectReader fields) {
        boolean otherMode = fields.node(BATCH_NORM)
                .map(mode -> JsonText.of(BatchNormMode.values())
                        .get(mode.asString("").strip()))
                .filter(mode -> mode != BatchNormMode.FREEZE)
                .isPresent();
        if (otherMode && fields.node(FREEZE_AFTER).isPresent()) {
            problems.add(
                    fields.pointer(FREEZE_AFTER),
                    RecipeContradictions.CODE,
                    "goes with \"batchNorm\": \"freeze\" only; leave one of the two out.");
        }
    }

    private static List<Integer> epochs(
            JsonNode node, JsonObjectReader fields, String name, Rising rising, Recipe recipe) {
        List<Integer> epochs = new ArrayList<>();
        int most = rising.limit().applyAsInt(recipe);
        if (node.isArray() && node.isEmpty()) {
            return epochs;
        }
        for (JsonNode element : JsonObjectReader.array(node, fields.pointer(name), most, fields.problems())) {
            int least = epochs.isEmpty() ? rising.least() : epochs.get(epochs.size() - 1) + 1;
            String place = fields.pointer(name) + "/" + epochs.size();
            OptionalLong epoch = JsonObjectReader.integer(element, place, least, most, fields.problems());
            if (epoch.isEmpty()) {
                return List.of();
            }
            epochs.add((int) epoch.getAsLong());
        }
        return epochs;
    }
}
