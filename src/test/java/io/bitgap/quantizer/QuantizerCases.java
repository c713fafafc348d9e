package io.bitgap.quantizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests and answers computed by independent float64 programs. */
public final class QuantizerCases {
    private static final Offset<Double> TOLERANCE = Offset.offset(1e-9);

    private QuantizerCases() {}

    /** Of the formulas as they were published. */
    static Stream<JsonNode> published() {
        return read("/quantizer-cases.json");
    }

    /** Of later forms; {@code src/test/python/quantizer_form_cases.py} writes them. */
    public static Stream<JsonNode> forms() {
        return read("/quantizer-form-cases.json");
    }

    private static Stream<JsonNode> read(String file) {
        try (InputStream in = QuantizerCases.class.getResourceAsStream(file)) {
            return StreamSupport.stream(
                    JsonMapper.shared().readTree(Objects.requireNonNull(in)).spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every number that a case expects is in the answer. */
    public static void assertHolds(JsonNode one, JsonNode answer) {
        JsonNode expected = one.get("expected");
        for (String field : List.of("codes", "output", "scale", "zeroPoint", "gradInput")) {
            if (expected.has(field)) {
                assertClose(field, answer.get(field), expected.get(field));
            }
        }
        if (expected.has("gradParameters")) {
            expected.get("gradParameters")
                    .properties()
                    .forEach(gradient -> assertThat(answer.at("/gradParameters/" + gradient.getKey())
                                    .asDouble())
                            .as("gradient of " + gradient.getKey())
                            .isCloseTo(gradient.getValue().asDouble(), TOLERANCE));
        }
    }

    private static void assertClose(String field, JsonNode actual, JsonNode expected) {
        assertThat(actual.size()).as(field).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).asDouble())
                    .as(field + " " + i)
                    .isCloseTo(expected.get(i).asDouble(), TOLERANCE);
        }
    }
}
