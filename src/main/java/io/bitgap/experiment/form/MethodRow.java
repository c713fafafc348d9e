package io.bitgap.experiment.form;

import io.bitgap.form.FieldKind;
import io.bitgap.form.FormField;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.training.QuantizerChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of the form's grid.
 *
 * @param own whether a person added it, so that its quantizers can be chosen; of others each is a quantizer for both roles, once
 * @param values what was typed, by its name in a method of a spec: {@code label}, {@code weights.options.gradScale}
 * @param bits ticked settings
 * @param rest what its method has in the JSON beyond that
 */
public record MethodRow(boolean own, Map<String, String> values, List<String> bits, ObjectNode rest) {
    static final String WEIGHTS = "weights.quantizer";
    static final String ACTIVATIONS = "activations.quantizer";
    static final String NONE = QuantizerChoice.NONE.quantizer();
    private static final List<FormField> TRAINING = List.of(
            FormField.typed("label", "Label", "its name in tables", FieldKind.TEXT, ""),
            FormField.words(
                    "start",
                    "Start",
                    "the fp32 baseline, random weights, or the next wider row",
                    List.of("fp32", "scratch", "progressive"),
                    "as its recipe has it"),
            FormField.chosen("recipe", "Recipe of its own", "", SpecFields.recipes(), "that of the experiment"));

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

    /** Whether it can be the row of its quantizer that stands in the grid without being added. */
    boolean offerable() {
        return !rest.has(MethodDocument.RAW)
                && weights().equals(activations())
                && offered().contains(weights());
    }

    /** Whether anything but quantizers and bits is said of it. */
    public boolean detailed() {
        return values.size() > 2;
    }

    MethodRow asOwn() {
        return new MethodRow(true, values, bits, rest);
    }

    MethodRow with(List<String> otherBits) {
        return new MethodRow(own, values, otherBits, rest);
    }

    /** What can be given beside the two quantizers. */
    List<FormField> fields() {
        List<FormField> fields = new ArrayList<>(training());
        fields.addAll(options(Role.WEIGHTS));
        fields.addAll(options(Role.ACTIVATIONS));
        return fields;
    }

    /** What can be given beside quantizers and their options. */
    List<FormField> training() {
        return TRAINING.stream()
                .map(field -> field.name().equals("recipe") ? field.offering(value("recipe")) : field)
                .toList();
    }

    /** Options of the quantizer that it has for a role. */
    List<FormField> options(Role role) {
        return Quantizers.family(value(role.word() + ".quantizer"))
                .map(quantizer -> quantizer.options().get(role))
                .orElse(List.of())
                .stream()
                .map(option -> option.field().in(role.word() + ".options."))
                .toList();
    }

    /** The quantizers to choose from for a role. */
    FormField quantizer(Role role) {
        List<FormField.Choice> choices = new ArrayList<>();
        Quantizers.with(role).forEach(name -> choices.add(new FormField.Choice(name, name)));
        choices.add(new FormField.Choice(NONE, NONE + " (fp32)"));
        String name = role.word() + ".quantizer";
        String label = role == Role.WEIGHTS ? "Weights" : "Activations";
        return FormField.chosen(name, label, "", choices, "").offering(value(name));
    }

    /** Quantizers that have both roles. */
    static List<String> offered() {
        return Quantizers.with(Role.values());
    }
}
