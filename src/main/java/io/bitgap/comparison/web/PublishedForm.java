package io.bitgap.comparison.web;

import io.bitgap.form.FieldKind;
import io.bitgap.form.FormField;
import io.bitgap.form.FormField.Choice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form for a cited number, as it was typed. */
public record PublishedForm(Map<String, String> typed) {
    /** By the lines in which they stand; what an empty field shows is an example. */
    static final List<List<FormField>> FIELDS = List.of(
            List.of(
                    FormField.typed("network", "Network", "", FieldKind.TEXT, "resnet20"),
                    FormField.typed("dataset", "Data set", "", FieldKind.TEXT, "cifar10"),
                    FormField.typed(
                            "method", "Method", "fp32, a quantizer or w-…-act-…", FieldKind.TEXT, "w-google-act-pact")),
            List.of(
                    FormField.typed("weightBits", "Bits of weights", "1 to 8, 32 is fp32", FieldKind.WHOLE, "4"),
                    FormField.typed(
                            "activationBits", "Bits of activations", "1 to 8, 32 is fp32", FieldKind.WHOLE, "4"),
                    FormField.typed("top1", "Top-1", "a fraction: 91.3 % is 0.913", FieldKind.NUMBER, "0.913")),
            List.of(
                    FormField.chosen(
                            "kind",
                            "Who says so",
                            "",
                            List.of(
                                    new Choice("paper", "paper: the method's authors"),
                                    new Choice("reproduction", "reproduction: somebody else")),
                            ""),
                    FormField.typed(
                            "source",
                            "Source",
                            "a paper with its table, or an address",
                            FieldKind.TEXT,
                            "PACT, arXiv 1805.06085, table 3"),
                    FormField.typed("note", "Note", "what makes it differ; may be empty", FieldKind.TEXT, "")));

    public PublishedForm {
        typed = Map.copyOf(typed);
    }

    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        FIELDS.forEach(line -> line.forEach(field -> names.add(field.name())));
        return names;
    }

    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** What a script would have sent; a number that cannot be read stays text and is refused as such. */
    JsonNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        FIELDS.forEach(line -> line.forEach(field -> {
            String text = value(field.name()).strip();
            if (!text.isEmpty()) {
                body.set(field.name(), field.kind().value(text));
            }
        }));
        return body;
    }
}
