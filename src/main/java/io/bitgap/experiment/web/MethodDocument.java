package io.bitgap.experiment.web;

import io.bitgap.quantizer.QuantizerDescription;
import io.bitgap.quantizer.Quantizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A method of a spec from a row of the grid and the other way round. */
final class MethodDocument {
    private static final Pattern PAIR = Pattern.compile("w-(.+?)-act-(.+)");
    /** Holds a method that is neither a name nor an object, so that it stays as it is. */
    private static final String RAW = "";

    private MethodDocument() {}

    /** {@code pact} or {@code w-google-act-pact}. */
    static String name(String weights, String activations) {
        return weights.equals(activations) ? weights : "w-" + brief(weights) + "-act-" + brief(activations);
    }

    /** @param ownBits left out where empty */
    static JsonNode of(MethodRow row, List<String> ownBits) {
        if (row.rest().has(RAW)) {
            return row.rest().get(RAW);
        }
        ObjectNode method = JsonParts.object();
        String label = row.value("label");
        if (!label.isEmpty()) {
            method.put("label", label);
        }
        for (String role : List.of(MethodRow.WEIGHTS, MethodRow.ACTIVATIONS)) {
            JsonParts.put(method, role, JsonNodeFactory.instance.stringNode(row.value(role)));
        }
        for (SpecField field : row.fields()) {
            String text = row.value(field.name());
            if (!text.isEmpty()) {
                JsonParts.put(method, field.name(), field.kind().value(text));
            }
        }
        if (!ownBits.isEmpty()) {
            ownBits.forEach(method.putArray("bits")::add);
        }
        JsonParts.join(method, row.rest());
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

    /** @param usualBits those of the experiment */
    static MethodRow row(JsonNode method, List<String> usualBits) {
        if (method.isString()) {
            Matcher pair = PAIR.matcher(method.stringValue());
            boolean two = pair.matches();
            String weights = canonical(two ? pair.group(1) : method.stringValue());
            String activations = two ? canonical(pair.group(2)) : weights;
            return row(MethodRow.pair(weights, activations), usualBits, JsonParts.object());
        }
        ObjectNode rest = JsonParts.object();
        if (!method.isObject()) {
            rest.set(RAW, method);
            return new MethodRow(true, MethodRow.pair("none", "none"), usualBits, rest);
        }
        rest = (ObjectNode) method.deepCopy();
        Map<String, String> values = new LinkedHashMap<>();
        values.put(MethodRow.WEIGHTS, quantizer(rest, "weights"));
        values.put(MethodRow.ACTIVATIONS, quantizer(rest, "activations"));
        List<String> bits = usualBits;
        if (rest.has("bits")) {
            bits = GridBits.texts(rest.get("bits"));
            rest.remove("bits");
        }
        for (SpecField field : new MethodRow(true, values, bits, rest).fields()) {
            JsonNode value = JsonParts.at(rest, field.name());
            if (value != null) {
                field.kind().text(value).ifPresent(text -> values.put(field.name(), text));
            }
        }
        for (String taken : new ArrayList<>(values.keySet())) {
            JsonParts.take(rest, taken);
        }
        return row(values, bits, rest);
    }

    private static MethodRow row(Map<String, String> values, List<String> bits, ObjectNode rest) {
        boolean plain = new MethodRow(false, values, bits, rest).plain();
        return new MethodRow(!plain, values, bits, rest);
    }

    /** Takes the quantizer of a role out where it is given by name alone. */
    private static String quantizer(ObjectNode method, String role) {
        JsonNode choice = method.path(role);
        if (choice.isString()) {
            method.remove(role);
            return canonical(choice.stringValue());
        }
        return choice.isMissingNode()
                ? "none"
                : canonical(choice.path("quantizer").asString("none"));
    }

    private static String canonical(String name) {
        return Quantizers.find(name).map(QuantizerDescription::name).orElse(name);
    }

    private static String brief(String quantizer) {
        return quantizer.equals("google-int8") ? "google" : quantizer;
    }
}
