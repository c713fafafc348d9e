package io.bitgap.experiment.spec;

import io.bitgap.json.JsonText;
import io.bitgap.training.BatchNormMode;
import io.bitgap.training.BitWidths;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
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
        document.put("levelConvention", JsonText.of(spec.levelConvention()));
        document.put("priority", spec.priority());
        return document;
    }

    private static Map<String, Object> method(MethodSpec method, RecipeChoice usual) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("label", method.label());
        document.put("weights", choice(method.weights()));
        document.put("activations", choice(method.activations()));
        if (method.bits() != null) {
            document.put("bits", method.bits().stream().map(BitWidths::label).toList());
        }
        RecipeChoice recipe = Objects.requireNonNullElse(method.recipe(), usual);
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
        document.put("epochs", recipe.epochs());
        document.put("batchSize", recipe.batchSize());
        document.put("learningRate", recipe.learningRate());
        document.put("schedule", JsonText.of(recipe.schedule()));
        document.put("warmupEpochs", recipe.warmupEpochs());
        document.put("momentum", recipe.momentum());
        document.put("nesterov", recipe.nesterov());
        document.put("weightDecay", recipe.weightDecay());
        Recipe.Quantization quantization = recipe.quantization();
        if (quantization.batchNorm() != null) {
            document.put("batchNorm", JsonText.of(quantization.batchNorm()));
        }
        if (quantization.batchNorm() == BatchNormMode.FREEZE) {
            document.put("freezeBatchNormAfterEpoch", quantization.freezeBatchNormAfterEpoch());
        }
        document.put("delayActivationsEpochs", quantization.delayActivationsEpochs());
        document.put("quantizerLearningRate", recipe.quantizerLearningRate());
        document.put("augmentation", recipe.augmentation());
        return document;
    }
}
