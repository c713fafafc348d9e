package io.bitgap.quantizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.evaluation.EvaluationRequest;
import io.bitgap.quantizer.evaluation.QuantizerEvaluation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases of independent float64 programs, for every quantizer. */
class QuantizerCasesTests {
    private static final JsonMapper MAPPER = new JsonMapper();

    static Stream<JsonNode> cases() {
        return Stream.concat(QuantizerCases.published(), QuantizerCases.forms());
    }

    @Test
    void areAllThere() {
        assertThat(QuantizerCases.published()).hasSize(72);
        assertThat(QuantizerCases.forms()).hasSize(20);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hold(JsonNode one) {
        EvaluationRequest request = MAPPER.treeToValue(one.get("request"), EvaluationRequest.class);
        QuantizerCases.assertHolds(
                one,
                MAPPER.valueToTree(
                        QuantizerEvaluation.evaluate(one.get("quantizer").asString(), request)));
    }
}
