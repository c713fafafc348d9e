package io.bitgap.experiment.spec;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.json.PlainValues;
import io.bitgap.quantizer.Role;
import io.bitgap.training.BitWidths;
import io.bitgap.training.LayerPlan;
import io.bitgap.training.QuantizerChoice;
import io.bitgap.training.Recipes;
import io.bitgap.training.RolePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads overrides: {@code {"layer": "stem", "bits": 8}} for both roles, {@code "weights"} and {@code "activations"} with
 * a quantizer, options and bits for one. What an override leaves open the method decides; a role that it does not name
 * stays as it would be.
 */
final class OverrideReader {
    private static final int MAX_OVERRIDES = 1000;
    private static final int MAX_NAME_LENGTH = 200;
    private static final String RIGHT = "must be a whole number from 1 to 8, or 32 for fp32";

    private final MethodReader methods;
    private final JsonProblems problems;

    OverrideReader(JsonProblems problems) {
        // a layer has no recipe of its own, so which baseline a recipe would follow does not matter
        this.methods = new MethodReader(problems, new RecipeChoiceReader(problems, Recipes.defaultBaseline()));
        this.problems = problems;
    }

    List<LayerPlan> read(JsonObjectReader attach, List<String> ignored) {
        Optional<JsonNode> node = attach.node("overrides");
        if (node.isEmpty() || node.get().isArray() && node.get().isEmpty()) {
            return List.of();
        }
        List<LayerPlan> overrides = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String pointer = attach.pointer("overrides");
        int index = 0;
        for (JsonNode element : JsonObjectReader.array(node.get(), pointer, MAX_OVERRIDES, problems)) {
            String place = pointer + "/" + index++;
            JsonObjectReader.of(element, place, problems, "layer", "bits", "weights", "activations")
                    .flatMap(fields -> override(fields, place))
                    .ifPresent(override -> {
                        checkName(override.layer(), place + "/layer", ignored, seen);
                        overrides.add(override);
                    });
        }
        return overrides;
    }

    private void checkName(String layer, String place, List<String> ignored, Set<String> seen) {
        if (ignored.contains(layer)) {
            problems.add(place, "ignored-layer", JsonText.quote(layer) + " is ignored as well; leave one out.");
        } else if (!seen.add(layer)) {
            problems.add(
                    place, "duplicate-layer", "There are two overrides of " + JsonText.quote(layer) + "; join them.");
        }
    }

    private Optional<LayerPlan> override(JsonObjectReader fields, String place) {
        Optional<String> layer =
                fields.required("layer", "name the layer").flatMap(node -> fields.text("layer", MAX_NAME_LENGTH));
        Integer bits = bits(fields);
        RolePlan weights = role(fields, "weights", Role.WEIGHTS, bits);
        RolePlan activations = role(fields, "activations", Role.ACTIVATIONS, bits);
        if (weights == null && activations == null) {
            if (fields.node("bits").isEmpty()) {
                problems.add(place, "says-nothing", "changes nothing: give it bits, weights or activations.");
            }
            return Optional.empty();
        }
        return layer.map(name -> new LayerPlan(name, weights, activations));
    }

    private @Nullable RolePlan role(JsonObjectReader override, String name, Role role, @Nullable Integer bits) {
        Optional<JsonNode> node = override.node(name);
        if (node.isEmpty()) {
            return bits == null ? null : new RolePlan(null, bits);
        }
        String place = override.pointer(name);
        if (node.get().isString()) {
            return new RolePlan(
                    override.text(name, MAX_NAME_LENGTH)
                            .flatMap(quantizer -> methods.choice(quantizer, role, Map.of(), place, place))
                            .orElse(null),
                    bits);
        }
        Optional<JsonObjectReader> fields =
                JsonObjectReader.of(node.get(), place, problems, "quantizer", "options", "bits");
        if (fields.isEmpty()) {
            return new RolePlan(null, bits);
        }
        Integer own = bits(fields.get());
        QuantizerChoice quantizer = quantizer(fields.get(), role);
        if (fields.get().node("quantizer").isEmpty()
                && fields.get().node("bits").isEmpty()) {
            problems.add(place, "says-nothing", "changes nothing: give it a quantizer or bits.");
        }
        return new RolePlan(quantizer, own == null ? bits : own);
    }

    private @Nullable QuantizerChoice quantizer(JsonObjectReader fields, Role role) {
        Map<String, Object> options = fields.node("options")
                .map(given -> new PlainValues(problems).read(given, fields.pointer("options")))
                .orElse(Map.of());
        if (fields.node("quantizer").isEmpty()) {
            if (fields.node("options").isPresent()) {
                problems.add(fields.pointer("quantizer"), "missing", "is missing: name the quantizer of the options.");
            }
            return null;
        }
        return fields.text("quantizer", MAX_NAME_LENGTH)
                .flatMap(name ->
                        methods.choice(name, role, options, fields.pointer("quantizer"), fields.pointer("options")))
                .orElse(null);
    }

    private @Nullable Integer bits(JsonObjectReader fields) {
        Optional<JsonNode> node = fields.node("bits");
        if (node.isEmpty()) {
            return null;
        }
        OptionalLong bits = node.get().isNumber() ? node.get().longValueOpt() : OptionalLong.empty();
        if (bits.isEmpty() || !BitWidths.allowed(bits.getAsLong())) {
            problems.add(
                    fields.pointer("bits"),
                    "bits-out-of-range",
                    RIGHT + ", not " + JsonObjectReader.kind(node.get()) + ".");
            return null;
        }
        return (int) bits.getAsLong();
    }
}
