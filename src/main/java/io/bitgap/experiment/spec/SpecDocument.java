package io.bitgap.experiment.spec;

import io.bitgap.json.JsonText;
import io.bitgap.training.BitWidths;
import io.bitgap.training.Limits;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeFields;
import io.bitgap.training.Recipes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A spec as JSON again: what {@code POST /experiments} would take, with nothing left to defaults. */
public final class SpecDocument {
    private SpecDocument() {}

    public static Map<String, Object> of(ExperimentSpec spec) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", spec.name());
        document.put("network", spec.network());
        document.put("dataset", spec.dataset());
        document.put(
                "methods",
                spec.methods().stream()
                        .map(method -> method(method, spec.recipe()))
                        .toList());
        document.put("bits", spec.bits().stream().map(BitWidths::label).toList());
        document.put("seeds", spec.seeds());
        document.put("baseline", recipe(spec.baseline()));
        document.put("recipe", choice(spec.recipe()));
        document.put("attach", AttachDocument.of(spec.attach()));
        document.put("limits", limits(spec.limits()));
        document.put("control", spec.control());
        document.put("levelConvention", JsonText.of(spec.levelConvention()));
        document.put("priority", spec.priority());
        return document;
    }

    /** Without those that leave a split whole: a limit of 0 cannot be asked for. */
    private static Map<String, Object> limits(Limits limits) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("trainExamples", limits.trainExamples());
        document.put("testExamples", limits.testExamples());
        document.put("validationExamples", limits.validationExamples());
        document.values().removeIf(limit -> limit.equals(0));
        return document;
    }

    private static Map<String, Object> method(MethodSpec method, RecipeChoice ofExperiment) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("label", method.label());
        document.put("weights", choice(method.weights()));
        document.put("activations", choice(method.activations()));
        if (method.bits() != null) {
            document.put("bits", method.bits().stream().map(BitWidths::label).toList());
        }
        RecipeChoice recipe = Objects.requireNonNullElse(method.recipe(), ofExperiment);
        if (method.start() != null) {
            document.put("start", JsonText.of(method.start()));
        } else if (recipe.name() == null) {
            document.put("start", JsonText.of(recipe.start())); // a recipe that is spelled out does not bring it along
        }
        if (method.recipe() != null) {
            document.put("recipe", choice(method.recipe()));
        }
        return document;
    }

    private static Object choice(RecipeChoice choice) {
        return choice.name() == null ? recipe(choice.recipe()) : choice.name();
    }

    private static Map<String, Object> choice(QuantizerChoice choice) {
        return Map.of("quantizer", choice.quantizer(), "options", choice.options());
    }

    /** A recipe as it is spelled out in a spec. */
    public static Map<String, Object> recipe(Recipe recipe) {
        Map<String, Object> document = new LinkedHashMap<>();
        Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
        fields(recipe).forEach((field, value) -> {
            if (field.object().isEmpty()) {
                document.put(field.name(), value);
            } else {
                Map<String, Object> object = objects.computeIfAbsent(field.object(), any -> new LinkedHashMap<>());
                object.put(field.last(), value);
                document.put(field.object(), object);
            }
        });
        return document;
    }

    /** The values of a recipe by the names of its fields, those of objects with a dot. */
    public static Map<String, Object> recipeByField(Recipe recipe) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields(recipe).forEach((field, value) -> values.put(field.name(), value));
        return values;
    }

    private static Map<RecipeField, Object> fields(Recipe recipe) {
        Map<RecipeField, Object> values = new LinkedHashMap<>();
        for (RecipeField field : RecipeFields.ALL) {
            field.get().apply(recipe).ifPresent(value -> values.put(field, value(value)));
        }
        return values;
    }

    /** What a recipe says of where quantizers go; empty where it says nothing. */
    public static Map<String, Object> attach(Recipes.Named recipe) {
        return recipe.attach() == null ? Map.of() : AttachDocument.of(AttachSpec.of(recipe));
    }

    /** A value of a recipe's field. */
    static Object value(Object value) {
        return value instanceof Enum<?> constant ? JsonText.of(constant) : value;
    }
}
