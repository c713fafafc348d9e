package io.bitgap.experiment.spec;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.training.BatchNormMode;
import io.bitgap.training.Recipe;
import io.bitgap.training.Recipe.Quantization;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeField.Decimal;
import io.bitgap.training.RecipeField.Whole;
import io.bitgap.training.RecipeField.Word;
import io.bitgap.training.RecipeFields;
import io.bitgap.training.Recipes;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads a recipe that is spelled out; what it leaves out comes from another recipe. */
final class RecipeReader {
    /** The recipe whose values stand where a field is left out. */
    static final String NAME = "name";

    private static final String BATCH_NORM = "batchNorm";
    private static final String FREEZE_AFTER = "freezeBatchNormAfterEpoch";
    private static final String EARLY_STOPPING = "earlyStopping";
    private static final String[] FIELDS = Stream.of(
                    Stream.of(NAME), RecipeFields.ALL.stream().map(RecipeField::name), Stream.of(EARLY_STOPPING))
            .flatMap(names -> names)
            .toArray(String[]::new);

    private final JsonProblems problems;

    RecipeReader(JsonProblems problems) {
        this.problems = problems;
    }

    /** What is said of the field {@link #NAME} is not checked here. */
    Recipe read(JsonNode node, String pointer, Recipe defaults) {
        Optional<JsonObjectReader> fields = JsonObjectReader.of(node, pointer, problems, FIELDS);
        if (fields.isEmpty()) {
            return defaults;
        }
        refuseWhatComesLater(fields.get());
        refuseContradiction(fields.get());
        Recipe recipe = defaults;
        for (RecipeField field : RecipeFields.ALL) {
            recipe = read(fields.get(), field, recipe);
        }
        return recipe;
    }

    /** A recipe of fp32 runs: they begin with random weights, and there is nothing to quantize. */
    Recipe readBaseline(JsonNode node, String pointer) {
        Recipe recipe = read(node, pointer, Recipes.defaultBaseline());
        Quantization quantization = recipe.quantization();
        refuse(node.has(NAME), pointer, NAME);
        refuse(
                quantization.batchNorm() != null && quantization.batchNorm() != BatchNormMode.TRAIN,
                pointer,
                BATCH_NORM);
        refuse(quantization.delayActivationsEpochs() > 0, pointer, "delayActivationsEpochs");
        refuse(quantization.clipOnlyEpochs() > 0, pointer, "clipOnlyEpochs");
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
        String name = field.name();
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
                    "contradiction",
                    "goes with \"batchNorm\": \"freeze\" only; leave one of the two out.");
        }
    }

    private void refuseWhatComesLater(JsonObjectReader fields) {
        boolean earlyStopping = fields.node(EARLY_STOPPING)
                .filter(node -> !(node.isBoolean() && !node.booleanValue()))
                .isPresent();
        if (earlyStopping) {
            problems.add(fields.pointer(EARLY_STOPPING), "not-supported-yet", "is not supported yet; leave it out.");
        }
    }
}
