package io.bitgap.experiment.spec;

import io.bitgap.json.JsonProblems;
import io.bitgap.training.Recipe;
import io.bitgap.training.Recipes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** JSON Schema of recipes that are spelled out, and what the named ones stand for. */
public final class RecipeSchema {
    /** What only quantized runs have. */
    private static final Set<String> QUANTIZED_ONLY =
            Set.of("batchNorm", "freezeBatchNormAfterEpoch", "delayActivationsEpochs", "quantizerLearningRate");

    private RecipeSchema() {}

    /** Of the recipe of quantized runs; the defaults are those of {@code fine-tune-cosine}. */
    public static Map<String, Object> quantized() {
        return schema(properties(SpecDocument.recipe(Recipes.defaultFineTuning())));
    }

    /** Of the recipe of fp32 runs. */
    public static Map<String, Object> baseline() {
        Map<String, Object> properties = properties(SpecDocument.recipe(Recipes.defaultBaseline()));
        properties.keySet().removeAll(QUANTIZED_ONLY);
        return schema(properties);
    }

    /**
     * The values of a recipe by its name, for runs that start from a baseline trained as given.
     *
     * @param baseline as in a spec; what is wrong in it counts as left out
     */
    public static Optional<Map<String, Object>> values(String name, JsonNode baseline) {
        Recipe fp32 = new RecipeReader(new JsonProblems()).readBaseline(baseline, "");
        return Recipes.find(name, fp32).map(Recipes.Named::recipe).map(SpecDocument::recipe);
    }

    private static Map<String, Object> schema(Map<String, Object> properties) {
        return Map.of("type", "object", "additionalProperties", false, "properties", properties);
    }

    private static Map<String, Object> properties(Map<String, Object> defaults) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("epochs", number("integer", 1, 1000, "Epochs", "passes over the training images"));
        all.put("learningRate", rate());
        all.put("batchSize", number("integer", 1, 4096, "Batch size", "images a step"));
        all.put("schedule", words(RecipeReader.SCHEDULES.keySet(), "Schedule", "how the rate moves"));
        all.put("warmupEpochs", number("number", 0, 1000, "Warm-up epochs", "may be fractional, at most the epochs"));
        all.put("momentum", number("number", 0, 0.9999, "Momentum", ""));
        all.put("nesterov", flag("Nesterov's momentum", ""));
        all.put("weightDecay", number("number", 0, 1, "Weight decay", ""));
        all.put("augmentation", flag("Augmentation", "padded, cropped and mirrored at random"));
        all.put("quantizerLearningRate", number("number", 0, 100, "Quantizers' learning rate, times", "of the rate"));
        all.put("batchNorm", words(RecipeReader.BATCH_NORM.keySet(), "Batch norm", "left out: as the method needs it"));
        all.put(
                "freezeBatchNormAfterEpoch",
                number("integer", 0, 1000, "Freeze batch norm after epoch", "with batch norm \"freeze\""));
        all.put(
                "delayActivationsEpochs",
                number("integer", 0, 999, "Activations stay fp32 for epochs", "fewer than all epochs"));
        all.forEach((name, schema) -> {
            Object value = defaults.get(name);
            if (value != null && schema instanceof Map<?, ?> map) {
                @SuppressWarnings("unchecked")
                Map<String, Object> property = (Map<String, Object>) map;
                property.put("default", value);
            }
        });
        return all;
    }

    private static Map<String, Object> number(String type, Number least, Number most, String title, String sentence) {
        Map<String, Object> schema = described(title, sentence);
        schema.put("type", type);
        schema.put("minimum", least);
        schema.put("maximum", most);
        return schema;
    }

    private static Map<String, Object> rate() {
        Map<String, Object> schema = described("Learning rate", "the highest of the schedule");
        schema.put("type", "number");
        schema.put("exclusiveMinimum", 0);
        schema.put("maximum", 10);
        return schema;
    }

    private static Map<String, Object> words(Set<String> words, String title, String sentence) {
        Map<String, Object> schema = described(title, sentence);
        schema.put("enum", words.stream().toList());
        return schema;
    }

    private static Map<String, Object> flag(String title, String sentence) {
        Map<String, Object> schema = described(title, sentence);
        schema.put("type", "boolean");
        return schema;
    }

    private static Map<String, Object> described(String title, String sentence) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("title", title);
        if (!sentence.isEmpty()) {
            schema.put("description", sentence);
        }
        return schema;
    }
}
