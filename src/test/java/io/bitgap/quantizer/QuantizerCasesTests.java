package io.bitgap.quantizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.evaluation.EvaluationRequest;
import io.bitgap.quantizer.evaluation.EvaluationResult;
import io.bitgap.quantizer.evaluation.QuantizerEvaluation;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases of an independent float64 program, for every quantizer that exists. */
class QuantizerCasesTests {
    private static final double TOLERANCE = 1e-9;
    private static final JsonMapper MAPPER = new JsonMapper();

    static Stream<JsonNode> cases() throws Exception {
        try (InputStream in = QuantizerCasesTests.class.getResourceAsStream("/quantizer-cases.json")) {
            JsonNode all = MAPPER.readTree(Objects.requireNonNull(in));
            return StreamSupport.stream(all.spliterator(), false)
                    .filter(one ->
                            Quantizers.find(one.get("quantizer").asString()).isPresent())
                    .toList()
                    .stream();
        }
    }

    @Test
    void areAllThere() throws Exception {
        assertThat(cases()).hasSize(72);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hold(JsonNode one) {
        EvaluationRequest request = MAPPER.treeToValue(one.get("request"), EvaluationRequest.class);
        EvaluationResult answer =
                QuantizerEvaluation.evaluate(one.get("quantizer").asString(), request);
        Map<String, Object> expected = MAPPER.convertValue(one.get("expected"), Map.class);
        JsonNode actual = MAPPER.valueToTree(answer);
        for (String field : List.of("codes", "output", "scale", "zeroPoint", "gradInput")) {
            if (expected.containsKey(field)) {
                assertClose(field, actual.get(field), one.get("expected").get(field));
            }
        }
        if (expected.get("gradParameters") instanceof Map<?, ?> gradients) {
            gradients.forEach(
                    (name, value) -> assertThat(answer.gradParameters().get(name))
                            .as("gradient of " + name)
                            .isCloseTo(((Number) value).doubleValue(), org.assertj.core.data.Offset.offset(TOLERANCE)));
        }
    }

    private static void assertClose(String field, JsonNode actual, JsonNode expected) {
        assertThat(actual.size()).as(field).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).asDouble())
                    .as(field + " " + i)
                    .isCloseTo(expected.get(i).asDouble(), org.assertj.core.data.Offset.offset(TOLERANCE));
        }
    }
}
