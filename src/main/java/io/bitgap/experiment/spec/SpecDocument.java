package io.bitgap.experiment.spec;

import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipe;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A spec as JSON again: what {@code POST /experiments} would take, with nothing left to defaults. */
public final class SpecDocument {
    private SpecDocument() {}

    public static Map<String, Object> of(ExperimentSpec spec) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", spec.name());
        document.put("network", spec.network());
        document.put("dataset", spec.dataset());
        document.put(
                "methods", spec.methods().stream().map(SpecDocument::method).toList());
        document.put("bits", spec.bits().stream().map(BitSetting::label).toList());
        document.put("seeds", spec.seeds());
        document.put("baseline", recipe(spec.baseline()));
        String name = spec.recipe().name();
        document.put("recipe", name == null ? recipe(spec.recipe().recipe()) : name);
        document.put("attach", AttachDocument.of(spec.attach()));
        document.put(
                "limits",
                Map.of(
                        "trainExamples", spec.limits().trainExamples(),
                        "testExamples", spec.limits().testExamples()));
        document.put("levelConvention", word(spec.levelConvention()));
        document.put("priority", spec.priority());
        return document;
    }

    private static Map<String, Object> method(MethodSpec method) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("label", method.label());
        document.put("weights", choice(method.weights()));
        document.put("activations", choice(method.activations()));
        document.put("start", method.scratch() ? "scratch" : "fp32");
        return document;
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
        document.put("schedule", word(recipe.schedule()));
        document.put("warmupEpochs", recipe.warmupEpochs());
        document.put("momentum", recipe.momentum());
        document.put("nesterov", recipe.nesterov());
        document.put("weightDecay", recipe.weightDecay());
        document.put("batchNorm", "train");
        document.put("quantizerLearningRate", recipe.quantizerLearningRate());
        document.put("augmentation", recipe.augmentation());
        return document;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
