package io.bitgap.run.web;

import io.bitgap.format.Formats;
import io.bitgap.training.Recipe;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeFields;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stored plan of a run as terms and values for its page. */
@Component
class PlanFacts {
    private static final String VALIDATION = "validation images";

    private final JdbcClient jdbc;
    private final Formats figures;

    PlanFacts(JdbcClient jdbc, Formats figures) {
        this.jdbc = jdbc;
        this.figures = figures;
    }

    Map<String, String> of(UUID run) {
        String stored = jdbc.sql(
                        "select p.plan::text from run r join run_plan p on p.hash = r.plan_hash where r.id = :run")
                .param("run", run)
                .query(String.class)
                .single();
        JsonNode plan = JsonMapper.shared().readTree(stored);
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "network", plan.path("network"));
        put(facts, "data set", plan.path("dataset"));
        images(facts, plan.path("images"));
        quantizer(facts, plan.path("method"), "weights", "weightBits");
        quantizer(facts, plan.path("method"), "activations", "activationBits");
        recipe(facts, plan.path("recipe"), plan.path("method").isObject());
        put(facts, "first layer", plan.path("attach").path("firstLayer"));
        put(facts, "last layer", plan.path("attach").path("lastLayer"));
        words(facts, "operations", plan.path("attach").path("operations").path("quantized"), true);
        words(facts, "ignored layers", plan.path("attach").path("ignore"), false);
        limit(facts, "training images", plan.path("limits").path("trainExamples"));
        limit(facts, "test images", plan.path("limits").path("testExamples"));
        int held = plan.path("limits").path("validationExamples").asInt();
        if (held > 0) {
            facts.put(VALIDATION, String.valueOf(held));
        }
        put(facts, "level convention", plan.path("levels"));
        return facts;
    }

    private void recipe(Map<String, String> facts, JsonNode stored, boolean quantized) {
        if (stored.isObject()) {
            Recipe recipe = JsonMapper.shared().treeToValue(stored, Recipe.class);
            for (RecipeField field : quantized ? RecipeFields.ALL : RecipeFields.OF_ALL_RUNS) {
                field.get()
                        .apply(recipe)
                        .ifPresent(value ->
                                put(facts, field.label(), JsonMapper.shared().valueToTree(value)));
            }
        }
    }

    private static void images(Map<String, String> facts, JsonNode images) {
        if (images.isObject()) {
            facts.put(
                    "images",
                    "%sx%s, %s classes"
                            .formatted(
                                    images.path("width").asString(),
                                    images.path("height").asString(),
                                    images.path("classes").asString()));
        }
    }

    private static void quantizer(Map<String, String> facts, JsonNode method, String role, String bits) {
        JsonNode choice = method.path(role);
        if (choice.isObject()) {
            JsonNode options = choice.path("options");
            facts.put(
                    role,
                    choice.path("quantizer").asString() + ", "
                            + method.path(bits).asString() + " bits" + (options.isEmpty() ? "" : " " + options));
        }
    }

    private void put(Map<String, String> facts, String term, JsonNode value) {
        if (value.isBoolean()) {
            facts.put(term, value.asBoolean() ? "yes" : "no");
        } else if (value.isString()) {
            facts.put(term, value.asString().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else if (value.isIntegralNumber()) {
            facts.put(term, value.asString());
        } else if (value.isNumber()) {
            facts.put(term, figures.value(value.asDouble()));
        }
    }

    private static void words(Map<String, String> facts, String term, JsonNode values, boolean constants) {
        if (!values.isEmpty()) {
            String all = values.values().stream().map(JsonNode::asString).collect(Collectors.joining(", "));
            facts.put(term, constants ? all.toLowerCase(Locale.ROOT) : all);
        }
    }

    private static void limit(Map<String, String> facts, String term, JsonNode value) {
        if (value.isNumber()) {
            facts.put(term, value.asInt() == 0 ? "all" : value.asString());
        }
    }
}
