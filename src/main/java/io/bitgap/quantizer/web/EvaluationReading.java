package io.bitgap.quantizer.web;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.PlainValues;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import io.bitgap.quantizer.evaluation.EvaluationRequest;
import io.bitgap.quantizer.evaluation.QuantizerEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Reads a tensor that is to be quantized; what its values mean to a quantizer, {@link QuantizerEvaluation} checks. */
final class EvaluationReading {
    private static final int MAX_WORD_LENGTH = 100;
    private static final int MAX_DIMENSIONS = 5;
    private static final int MAX_PARAMETERS = 4096;

    private final JsonObjectReader fields;
    private final JsonProblems problems;

    private EvaluationReading(JsonObjectReader fields) {
        this.fields = fields;
        this.problems = fields.problems();
    }

    /** @throws Problem (422) with everything that cannot be read; its code is that of the first */
    static EvaluationRequest of(JsonNode body) {
        JsonProblems problems = new JsonProblems();
        Optional<EvaluationRequest> request = JsonObjectReader.of(
                        body,
                        "",
                        problems,
                        "role",
                        "bits",
                        "shape",
                        "input",
                        "upstreamGradient",
                        "options",
                        "parameters",
                        "levelConvention")
                .map(fields -> new EvaluationReading(fields).read());
        if (!problems.none()) {
            problems.throwIfAny(problems.found().get(0).code(), "This cannot be evaluated: ");
        }
        return request.orElseThrow();
    }

    private EvaluationRequest read() {
        String role = fields.required("role", "weights or activations")
                .flatMap(node -> fields.text("role", MAX_WORD_LENGTH))
                .orElse("");
        int bits = fields.required("bits", "1 to 8").map(this::bits).orElse(1);
        return new EvaluationRequest(
                role,
                bits,
                fields.node("shape").map(this::shape).orElse(null),
                fields.required("input", "the values")
                        .map(node -> numbers("input", node))
                        .orElse(List.of()),
                fields.node("upstreamGradient")
                        .map(node -> numbers("upstreamGradient", node))
                        .orElse(null),
                fields.node("options")
                        .map(node -> new PlainValues(problems).read(node, fields.pointer("options")))
                        .orElse(null),
                fields.node("parameters").map(this::parameters).orElse(null),
                fields.text("levelConvention", MAX_WORD_LENGTH).orElse(null));
    }

    private int bits(JsonNode node) {
        OptionalLong bits = node.isNumber() ? node.longValueOpt() : OptionalLong.empty();
        if (bits.isEmpty() || bits.getAsLong() < 1 || bits.getAsLong() > 8) {
            problems.add(
                    fields.pointer("bits"),
                    "bits-out-of-range",
                    "must be a whole number from 1 to 8, not " + JsonObjectReader.kind(node) + ".");
            return 1;
        }
        return (int) bits.getAsLong();
    }

    private List<Long> shape(JsonNode node) {
        List<Long> shape = new ArrayList<>();
        int index = 0;
        for (JsonNode side : JsonObjectReader.array(node, fields.pointer("shape"), MAX_DIMENSIONS, problems)) {
            String place = fields.pointer("shape") + "/" + index++;
            JsonObjectReader.integer(side, place, 1, QuantizerEvaluation.MAX_VALUES, problems)
                    .ifPresent(shape::add);
        }
        return shape;
    }

    private List<Double> numbers(String field, JsonNode node) {
        List<JsonNode> elements =
                JsonObjectReader.array(node, fields.pointer(field), QuantizerEvaluation.MAX_VALUES, problems);
        List<Double> numbers = new ArrayList<>(elements.size());
        for (JsonNode element : elements) {
            numbers.add(number(element, fields.pointer(field) + "/" + numbers.size()));
        }
        return numbers;
    }

    private Map<String, Double> parameters(JsonNode node) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        if (JsonObjectReader.isMap(node, fields.pointer("parameters"), MAX_PARAMETERS, problems)) {
            node.forEachEntry((name, value) ->
                    parameters.put(name, number(value, FieldProblem.pointer(fields.pointer("parameters"), name))));
        }
        return parameters;
    }

    private double number(JsonNode node, String place) {
        if (!node.isNumber()) {
            problems.add(place, "wrong-type", "must be a number, not " + JsonObjectReader.kind(node) + ".");
            return 0;
        }
        return node.doubleValue(Double.POSITIVE_INFINITY);
    }
}
