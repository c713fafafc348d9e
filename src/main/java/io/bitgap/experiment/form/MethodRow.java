package io.bitgap.experiment.form;

import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of the form's grid.
 *
 * @param own whether a person added it, so that its quantizers can be chosen; others are a quantizer for both roles
 * @param values what was typed, by its name in a method of a spec: {@code label}, {@code weights.options.gradScale}
 * @param bits ticked settings
 * @param rest what its method has in the JSON beyond that
 */
public record MethodRow(boolean own, Map<String, String> values, List<String> bits, ObjectNode rest) {
    static final String WEIGHTS = "weights.quantizer";
    static final String ACTIVATIONS = "activations.quantizer";
    static final List<SpecField> TRAINING = List.of(
            new SpecField("label", "Label", "its name in tables", FieldKind.TEXT, List.of(), ""),
            new SpecField(
                    "start",
                    "Start",
                    "the fp32 baseline, random weights, or the next wider row",
                    FieldKind.CHOICE,
                    List.of("fp32", "scratch", "progressive"),
                    "as its recipe has it"),
            new SpecField("recipe", "Recipe of its own", "", FieldKind.TEXT, List.of(), ""));

    public MethodRow {
        bits = List.copyOf(bits);
    }

    /** A quantizer for both roles. */
    static MethodRow both(String quantizer, List<String> bits) {
        return new MethodRow(false, pair(quantizer, quantizer), bits, JsonPaths.object());
    }

    static Map<String, String> pair(String weights, String activations) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(WEIGHTS, weights);
        values.put(ACTIVATIONS, activations);
        return values;
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public String weights() {
        return value(WEIGHTS);
    }

    public String activations() {
        return value(ACTIVATIONS);
    }

    /** What it is called in the grid and in tables. */
    public String title() {
        return value("label").isEmpty() ? MethodDocument.name(weights(), activations()) : value("label");
    }

    /** A row of the kind that stands in the grid without being added. */
    boolean plain() {
        return rest.isEmpty()
                && values.keySet().stream().allMatch(name -> name.equals(WEIGHTS) || name.equals(ACTIVATIONS))
                && weights().equals(activations())
                && offered().contains(weights());
    }

    MethodRow with(List<String> otherBits) {
        return new MethodRow(own, values, otherBits, rest);
    }

    /** What can be given beside the two quantizers. */
    List<SpecField> fields() {
        List<SpecField> fields = new ArrayList<>(TRAINING);
        fields.addAll(options(Role.WEIGHTS));
        fields.addAll(options(Role.ACTIVATIONS));
        return fields;
    }

    /** Options of the quantizer that it has for a role. */
    List<SpecField> options(Role role) {
        String word = role.name().toLowerCase(Locale.ROOT);
        return Quantizers.find(value(word + ".quantizer"))
                .map(quantizer -> quantizer.options().get(role))
                .map(schema -> SpecField.of(word + ".options.", schema))
                .orElse(List.of());
    }

    /** Quantizers that have both roles. */
    static List<String> offered() {
        return Quantizers.catalogue().stream()
                .filter(quantizer -> quantizer.options().keySet().containsAll(List.of(Role.values())))
                .map(quantizer -> quantizer.name())
                .toList();
    }
}
