package io.bitgap.experiment.web;

import io.bitgap.experiment.spec.RecipeSchema;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What OpenAPI says of a spec: it is read by hand, and its recipes have the fields of one table. */
@Configuration(proxyBeanMethods = false)
class SpecSchema {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String SPEC = "ExperimentSpec";
    static final String REFERENCE = SCHEMAS + SPEC;
    private static final String RECIPE = "Recipe";
    private static final String BASELINE_RECIPE = "BaselineRecipe";

    @Bean
    OpenApiCustomizer specs() {
        return api -> {
            add(api, RECIPE, RecipeSchema.ofSpec());
            add(api, BASELINE_RECIPE, RecipeSchema.baseline());
            add(api, SPEC, spec());
        };
    }

    private static void add(OpenAPI api, String name, Map<String, Object> schema) {
        api.getComponents().addSchemas(name, Json31.mapper().convertValue(schema, Schema.class));
    }

    private static Map<String, Object> spec() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> width = Map.of("type", "integer", "minimum", 1, "maximum", 32);
        Map<String, Object> bits = list(either(text, width, object(Map.of("weights", width, "activations", width))));
        Map<String, Object> recipe = either(text, reference(RECIPE));
        Map<String, Object> anything = Map.of("type", "object");
        Map<String, Object> quantizer = either(text, object(Map.of("quantizer", text, "options", anything)));
        Map<String, Object> method = object(Map.of(
                "label", text,
                "weights", quantizer,
                "activations", quantizer,
                "start", Map.of("enum", List.of("fp32", "scratch", "progressive")),
                "bits", bits,
                "recipe", recipe));
        return object(Map.ofEntries(
                Map.entry("name", text),
                Map.entry("network", text),
                Map.entry("dataset", text),
                Map.entry("methods", list(either(text, method))),
                Map.entry("bits", bits),
                Map.entry("seeds", list(Map.of("type", "integer", "format", "int64"))),
                Map.entry("baseline", reference(BASELINE_RECIPE)),
                Map.entry("recipe", recipe),
                Map.entry("attach", anything),
                Map.entry(
                        "limits",
                        object(Map.of(
                                "trainExamples", count(), "validationExamples", count(), "testExamples", count()))),
                Map.entry("control", Map.of("type", "boolean", "default", true)),
                Map.entry("levelConvention", Map.of("enum", List.of("bits", "origin"))),
                Map.entry("priority", Map.of("type", "integer", "minimum", -1000, "maximum", 1000))));
    }

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of("type", "object", "additionalProperties", false, "properties", properties);
    }

    private static Map<String, Object> list(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    @SafeVarargs
    private static Map<String, Object> either(Map<String, Object>... forms) {
        return Map.of("oneOf", List.of(forms));
    }

    private static Map<String, Object> count() {
        return Map.of("type", "integer", "minimum", 1);
    }

    private static Map<String, Object> reference(String name) {
        return Map.of("$ref", SCHEMAS + name);
    }
}
