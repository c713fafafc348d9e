package io.bitgap.experiment.form;

import io.bitgap.form.FormField;
import io.bitgap.quantizer.QuantizerPair;
import io.bitgap.quantizer.Quantizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A method of a spec from a row of the grid and the other way round. */
final class MethodDocument {
    /** Holds a method that the fields of a row cannot say, so that it stays as it is. */
    static final String RAW = "";

    private MethodDocument() {}

    /** {@code pact} or {@code w-google-act-pact}. */
    static String name(String weights, String activations) {
        return new QuantizerPair(weights, activations).name();
    }

    /** @param ownBits left out where empty */
    static JsonNode of(MethodRow row, List<String> ownBits) {
        if (row.rest().has(RAW)) {
            return row.rest().get(RAW);
        }
        ObjectNode method = JsonPaths.object();
        String label = row.value("label");
        if (!label.isEmpty()) {
            method.put("label", label);
        }
        for (String role : List.of(MethodRow.WEIGHTS, MethodRow.ACTIVATIONS)) {
            JsonPaths.put(method, role, JsonNodeFactory.instance.stringNode(row.value(role)));
        }
        for (FormField field : row.fields()) {
            String text = row.value(field.name());
            if (!text.isEmpty()) {
                JsonPaths.put(method, field.name(), field.kind().value(text));
            }
        }
        if (!ownBits.isEmpty()) {
            ownBits.forEach(method.putArray("bits")::add);
        }
        JsonPaths.join(method, row.rest());
        return brief(method);
    }

    /** A quantizer without options is its name, and so is a method of two of them. */
    private static JsonNode brief(ObjectNode method) {
        for (String role : List.of("weights", "activations")) {
            JsonNode choice = method.path(role);
            if (choice.size() == 1 && choice.path("quantizer").isString()) {
                method.set(role, choice.get("quantizer"));
            }
        }
        JsonNode weights = method.path("weights");
        JsonNode activations = method.path("activations");
        return method.size() == 2 && weights.isString() && activations.isString()
                ? JsonNodeFactory.instance.stringNode(name(weights.stringValue(), activations.stringValue()))
                : method;
    }

    /** @param experimentBits those of the experiment */
    static MethodRow row(JsonNode method, List<String> experimentBits) {
        if (method.isString()) {
            QuantizerPair pair = QuantizerPair.named(method.stringValue()).canonical();
            return row(MethodRow.pair(pair.weights(), pair.activations()), experimentBits, JsonPaths.object());
        }
        ObjectNode rest = JsonPaths.object();
        if (!hasRow(method)) {
            rest.set(RAW, method);
            return new MethodRow(true, MethodRow.pair(MethodRow.NONE, MethodRow.NONE), experimentBits, rest);
        }
        rest = (ObjectNode) method.deepCopy();
        Map<String, String> values = new LinkedHashMap<>();
        values.put(MethodRow.WEIGHTS, quantizer(rest, "weights"));
        values.put(MethodRow.ACTIVATIONS, quantizer(rest, "activations"));
        List<String> bits = experimentBits;
        if (rest.has("bits")) {
            bits = BitWidthColumns.texts(rest.get("bits"));
            rest.remove("bits");
        }
        for (FormField field : new MethodRow(true, values, bits, rest).fields()) {
            JsonNode value = JsonPaths.at(rest, field.name());
            if (value != null) {
                field.kind().text(value).ifPresent(text -> values.put(field.name(), text));
            }
        }
        for (String taken : new ArrayList<>(values.keySet())) {
            JsonPaths.take(rest, taken);
        }
        return row(values, bits, rest);
    }

    private static boolean hasRow(JsonNode method) {
        return method.isObject()
                && named(method.path("weights"))
                && named(method.path("activations"))
                && (!method.has("bits") || BitWidthColumns.canTick(method.path("bits")));
    }

    /** Left out, or a quantizer by name, perhaps with options. */
    private static boolean named(JsonNode choice) {
        return choice.isMissingNode()
                || choice.isString()
                || choice.path("quantizer").isString();
    }

    private static MethodRow row(Map<String, String> values, List<String> bits, ObjectNode rest) {
        MethodRow row = new MethodRow(false, values, bits, rest);
        return row.offerable() ? row : row.asOwn();
    }

    /** Takes the quantizer of a role out where it is given by name alone. */
    private static String quantizer(ObjectNode method, String role) {
        JsonNode choice = method.path(role);
        if (choice.isString()) {
            method.remove(role);
            return Quantizers.canonical(choice.stringValue());
        }
        return choice.isMissingNode()
                ? MethodRow.NONE
                : Quantizers.canonical(choice.path("quantizer").asString(MethodRow.NONE));
    }
}
