package io.bitgap.experiment.spec;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerPair;
import io.bitgap.training.ImagesPlan;
import io.bitgap.training.Limits;
import io.bitgap.training.Recipes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shortens a stored spec: defaults are left out, and methods are named where a name suffices. */
public final class SpecWithoutDefaults {
    /** They stay, whatever they are. */
    private static final Set<String> ALWAYS = Set.of("name", "network", "dataset", "methods", "bits", "seeds");

    private static final String START = "start";

    private SpecWithoutDefaults() {}

    /** @param stored as {@link SpecDocument} wrote it; read again, the answer comes to the same */
    public static ObjectNode of(Map<String, Object> stored) {
        ObjectNode brief = JsonMapper.shared().valueToTree(stored);
        ObjectNode defaults = JsonMapper.shared().valueToTree(defaults());
        boolean fp32 = !brief.path("recipe").isString(); // a recipe without a name starts there
        brief.path("methods").forEach(method -> method((ObjectNode) method, fp32));
        defaults.remove(ALWAYS);
        dropAttach(brief, defaults);
        dropDefaults(brief, defaults);
        return brief;
    }

    private static void method(ObjectNode method, boolean fp32) {
        for (String role : List.of("weights", "activations")) {
            JsonNode choice = method.path(role);
            if (choice.path("options").isEmpty() && choice.has("quantizer")) {
                method.set(role, choice.get("quantizer"));
            }
        }
        if (method.path("label")
                .asString("")
                .equals(new QuantizerPair(quantizer(method, "weights"), quantizer(method, "activations")).name())) {
            method.remove("label");
        }
        JsonNode recipe = method.path("recipe");
        boolean startsThere = recipe.isMissingNode() ? fp32 : recipe.isObject();
        if (startsThere && method.path(START).asString("").equals("fp32")) {
            method.remove(START);
        }
    }

    private static String quantizer(JsonNode method, String role) {
        JsonNode choice = method.path(role);
        return choice.isString()
                ? choice.stringValue()
                : choice.path("quantizer").asString("");
    }

    /** Whole or not at all where it came with the recipe: parts that are left out are not the recipe's. */
    private static void dropAttach(ObjectNode brief, ObjectNode defaults) {
        Recipes.find(brief.path("recipe").asString(""), Recipes.defaultBaseline())
                .filter(named -> named.attach() != null)
                .ifPresent(named -> {
                    JsonNode own = JsonMapper.shared().valueToTree(SpecDocument.attach(named));
                    defaults.remove("attach");
                    if (own.equals(brief.get("attach"))) {
                        brief.remove("attach");
                    }
                });
    }

    private static void dropDefaults(ObjectNode brief, ObjectNode defaults) {
        defaults.properties().forEach(field -> {
            JsonNode given = brief.get(field.getKey());
            if (given instanceof ObjectNode object && field.getValue() instanceof ObjectNode parts) {
                dropDefaults(object, parts);
                given = object.isEmpty() ? field.getValue() : object;
            }
            if (field.getValue().equals(given)) {
                brief.remove(field.getKey());
            }
        });
    }

    private static Map<String, Object> defaults() {
        return SpecDocument.of(new ExperimentSpec(
                "",
                "",
                "",
                ImagesPlan.NONE,
                List.of(),
                List.of(),
                List.of(),
                Recipes.defaultBaseline(),
                RecipeChoiceReader.defaultChoice(),
                AttachSpec.DEFAULT,
                Limits.NONE,
                true,
                LevelConvention.BITS,
                0,
                null));
    }
}
