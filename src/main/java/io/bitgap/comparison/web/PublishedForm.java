package io.bitgap.comparison.web;

import io.bitgap.comparison.PublishedNumber;
import io.bitgap.form.FieldKind;
import io.bitgap.form.FormField;
import io.bitgap.form.FormField.Choice;
import io.bitgap.problem.FieldProblem;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form for a cited number, as it was typed. */
public record PublishedForm(Map<String, String> typed) {
    private static final String TOP1 = "top1";
    /** The table of its source; nobody types it, but a number that has one keeps it. */
    private static final String TABLE = "table";

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
                    FormField.typed(TOP1, "Top-1", "per cent or a fraction", FieldKind.TEXT, "91.3 % or 0.913")),
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

    /** As it was sent. What {@code meant} answers was asked about this accuracy; who typed another one meant that. */
    static PublishedForm sent(Map<String, String> sent) {
        Map<String, String> typed = new HashMap<>(sent);
        if (sent.containsKey("meant") && sent.getOrDefault("asked", "").equals(sent.get(TOP1))) {
            typed.put(TOP1, sent.get("meant"));
        }
        return new PublishedForm(typed);
    }

    /** A number that is listed, as it would be typed. */
    static PublishedForm of(PublishedNumber number) {
        Map<String, String> typed = new HashMap<>();
        typed.put("network", number.network());
        typed.put("dataset", number.dataset());
        typed.put("method", number.method());
        typed.put("weightBits", String.valueOf(number.weightBits()));
        typed.put("activationBits", String.valueOf(number.activationBits()));
        typed.put(TOP1, TypedAccuracy.text(number.top1()));
        typed.put("kind", number.kind());
        typed.put("source", number.source());
        typed.put("note", Objects.requireNonNullElse(number.note(), ""));
        typed.put(TABLE, number.collection());
        return new PublishedForm(typed);
    }

    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        FIELDS.forEach(line -> line.forEach(field -> names.add(field.name())));
        return names;
    }

    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** What the accuracy may have been meant as. */
    public List<String> meanings() {
        return TypedAccuracy.of(value(TOP1)).meanings();
    }

    /** What is wrong, in the words of a form: a person is asked where a script is told. */
    List<FieldProblem> explained(List<FieldProblem> problems) {
        return problems.stream()
                .map(problem ->
                        problem.pointer().equals("/" + TOP1) && !value(TOP1).isBlank()
                                ? new FieldProblem(
                                        problem.pointer(),
                                        problem.code(),
                                        TypedAccuracy.of(value(TOP1)).question())
                                : problem)
                .toList();
    }

    /** What a script would have sent; a number that cannot be read stays text and is refused as such. */
    JsonNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        FIELDS.forEach(line -> line.forEach(field -> {
            String text = value(field.name()).strip();
            if (!text.isEmpty()) {
                body.set(
                        field.name(),
                        field.name().equals(TOP1)
                                ? accuracy(text)
                                : field.kind().value(text));
            }
        }));
        if (!value(TABLE).isBlank()) {
            body.put(TABLE, value(TABLE));
        }
        return body;
    }

    private static JsonNode accuracy(String typed) {
        return TypedAccuracy.of(typed)
                .fraction()
                .<JsonNode>map(JsonNodeFactory.instance::numberNode)
                .orElseGet(() -> JsonNodeFactory.instance.stringNode(typed));
    }
}
