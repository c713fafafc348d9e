package io.bitgap.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.json.JsonProblems;
import io.bitgap.problem.FieldProblem;
import io.bitgap.training.Recipe;
import io.bitgap.training.RecipeField;
import io.bitgap.training.RecipeField.Decimal;
import io.bitgap.training.RecipeField.Rising;
import io.bitgap.training.RecipeField.Whole;
import io.bitgap.training.RecipeFields;
import io.bitgap.training.ScheduleKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of a recipe's fields is what the schema says and what the reader holds to. */
class RecipeSchemaTests {
    private static final Recipe LONGEST =
            Recipe.fineTuning().epochs(1000).learningRate(10).schedule(ScheduleKind.STEP);
    private static final JsonNode SCHEMA =
            JsonMapper.shared().valueToTree(RecipeSchema.quantized()).path("properties");

    static Stream<RecipeField> fields() {
        return RecipeFields.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void theBoundsOfARowAreThoseOfTheSchemaAndOfTheReader(RecipeField field) {
        JsonNode schema = field.object().isEmpty()
                ? SCHEMA.path(field.name())
                : SCHEMA.path(field.object()).path("properties").path(field.last());
        assertThat(schema.path("title").asString()).isEqualToIgnoringCase(field.label());
        if (field.values() instanceof Whole whole) {
            assertThat(schema.path("type").asString()).isEqualTo("integer");
            assertThat(schema.path("minimum").asInt()).isEqualTo(whole.least());
            assertThat(schema.path("maximum").asInt()).isEqualTo(whole.most());
            assertThat(codes(field, whole.least())).isEmpty();
            assertThat(codes(field, whole.most())).isEmpty();
            assertThat(codes(field, whole.least() - 1)).containsExactly("out-of-range");
            assertThat(codes(field, whole.most() + 1)).containsExactly("out-of-range");
        } else if (field.values() instanceof Decimal decimal) {
            assertThat(schema.path("type").asString()).isEqualTo("number");
            assertThat(schema.path(decimal.including() ? "minimum" : "exclusiveMinimum")
                            .asDouble())
                    .isEqualTo(decimal.least());
            assertThat(schema.path("maximum").asDouble()).isEqualTo(decimal.most());
            assertThat(codes(field, decimal.least())).hasSize(decimal.including() ? 0 : 1);
            assertThat(codes(field, decimal.most())).isEmpty();
            assertThat(codes(field, decimal.least() - 1e-6)).containsExactly("out-of-range");
            assertThat(codes(field, decimal.most() + 1e-6)).containsExactly("out-of-range");
        } else if (field.values() instanceof Rising rising) {
            assertThat(schema.at("/items/minimum").asInt()).isEqualTo(rising.least());
            assertThat(schema.at("/items/maximum").asInt()).isEqualTo(rising.most());
            assertThat(codes(field, List.of())).isEmpty();
            assertThat(codes(field, List.of(rising.least(), rising.most()))).isEmpty();
            assertThat(codes(field, List.of(rising.most(), rising.most()))).containsExactly("out-of-range");
            assertThat(codes(field, List.of(rising.most() + 1))).containsExactly("out-of-range");
            assertThat(codes(field, rising.most())).containsExactly("wrong-type");
        } else {
            assertThat(schema.has("enum") || schema.path("type").asString().equals("boolean"))
                    .isTrue();
            assertThat(codes(field, "neither")).hasSize(1);
        }
    }

    private static List<String> codes(RecipeField field, Object value) {
        JsonProblems problems = new JsonProblems();
        JsonNode node = JsonMapper.shared()
                .valueToTree(
                        field.object().isEmpty()
                                ? Map.of(field.name(), value)
                                : Map.of(field.object(), Map.of(field.last(), value)));
        new RecipeReader(problems).read(node, "", LONGEST);
        return problems.found().stream().map(FieldProblem::code).toList();
    }
}
