package io.bitgap.experiment.spec;

import io.bitgap.json.JsonText;
import io.bitgap.training.BitWidths;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeFields;
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
        document.put(
                "limits",
                Map.of(
                        "trainExamples", spec.limits().trainExamples(),
                        "testExamples", spec.limits().testExamples()));
        document.put("control", spec.control());
        document.put("levelConvention", JsonText.of(spec.levelConvention()));
        document.put("priority", spec.priority());
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
        for (RecipeField field : RecipeFields.ALL) {
            field.get().apply(recipe).ifPresent(value -> document.put(field.name(), value(value)));
        }
        return document;
    }

    /** A value of a recipe's field. */
    static Object value(Object value) {
        return value instanceof Enum<?> constant ? JsonText.of(constant) : value;
    }
}
