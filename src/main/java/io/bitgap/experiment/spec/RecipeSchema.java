package io.bitgap.experiment.spec;

import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.training.Recipe;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeField.Decimal;
import io.bitgap.training.RecipeField.Rising;
import io.bitgap.training.RecipeField.Whole;
import io.bitgap.training.RecipeField.Word;
import io.bitgap.training.RecipeFields;
import io.bitgap.training.Recipes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** JSON Schema of recipes that are spelled out, and what the named ones stand for. */
public final class RecipeSchema {
    private RecipeSchema() {}

    /** Of the recipe of quantized runs; the defaults are those of {@code fine-tune-cosine}. */
    public static Map<String, Object> quantized() {
        return object(properties(RecipeFields.ALL, Recipe.fineTuning()));
    }

    /** As {@link #quantized}, in a spec: there it may also name the recipe that it changes, whose values are the defaults then. */
    public static Map<String, Object> ofSpec() {
        Map<String, Object> properties = properties(RecipeFields.ALL, Recipe.fineTuning());
        properties.put(RecipeReader.NAME, Map.of("type", "string"));
        return object(properties);
    }

    /** Of the recipe of fp32 runs. */
    public static Map<String, Object> baseline() {
        return object(properties(RecipeFields.OF_ALL_RUNS, Recipes.defaultBaseline()));
    }

    /**
     * A recipe by its name, for runs that start from a baseline trained as given.
     *
     * @param baseline as in a spec; what is wrong in it counts as left out
     */
    public static Optional<Recipe> named(String name, JsonNode baseline) {
        Recipe fp32 = new RecipeReader(new JsonProblems()).readBaseline(baseline, "");
        return Recipes.find(name, fp32).map(Recipes.Named::recipe);
    }

    private static Map<String, Object> properties(List<RecipeField> fields, Recipe defaults) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
        for (RecipeField field : fields) {
            Map<String, Object> schema = schema(field);
            field.get().apply(defaults).ifPresent(value -> schema.put("default", SpecDocument.value(value)));
            if (field.object().isEmpty()) {
                properties.put(field.name(), schema);
            } else {
                Map<String, Object> inner = objects.computeIfAbsent(field.object(), any -> new LinkedHashMap<>());
                inner.put(field.last(), schema);
                properties.put(field.object(), object(inner));
            }
        }
        return properties;
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of("type", "object", "additionalProperties", false, "properties", properties);
    }

    private static Map<String, Object> schema(RecipeField field) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("title", field.title());
        if (!field.hint().isEmpty()) {
            schema.put("description", field.hint());
        }
        if (field.values() instanceof Whole whole) {
            schema.put("type", "integer");
            schema.put("minimum", whole.least());
            schema.put("maximum", whole.most());
        } else if (field.values() instanceof Decimal decimal) {
            schema.put("type", "number");
            schema.put(decimal.including() ? "minimum" : "exclusiveMinimum", plain(decimal.least()));
            schema.put("maximum", plain(decimal.most()));
        } else if (field.values() instanceof Rising rising) {
            schema.put("type", "array");
            schema.put("items", Map.of("type", "integer", "minimum", rising.least(), "maximum", rising.most()));
        } else if (field.values() instanceof Word word) {
            schema.put("enum", word.words().stream().map(JsonText::of).toList());
        } else {
            schema.put("type", "boolean");
        }
        return schema;
    }

    /** Without a point where it needs none. */
    private static Number plain(double bound) {
        if (bound == Math.rint(bound)) {
            return (int) bound;
        }
        return bound;
    }
}
