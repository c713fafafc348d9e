package io.bitgap.comparison.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class PlanFieldsTests {
    @Test
    void membersBecomePathsInTheOrderOfAReader() {
        String plan = """
                {"seed": 1, "recipe": {"schedule": "ONE_CYCLE", "learningRate": 0.1}, "definition": null,
                 "method": {"label": "MY_OWN", "weights": {"quantizer": "pact", "options": {}}},
                 "attach": {"ignore": [], "overrides": [{"layer": "STEM", "bits": 8}], "operations": {"quantized": ["DENSE", "ADD"]}},
                 "network": "resnet8"}
                """;

        assertThat(PlanFields.of(plan))
                .containsExactly(
                        entry("network", "resnet8"),
                        entry("method.label", "MY_OWN"),
                        entry("method.weights.quantizer", "pact"),
                        entry("seed", "1"),
                        entry("recipe.schedule", "one-cycle"),
                        entry("recipe.learningRate", "0.1"),
                        entry("attach.ignore", "none"),
                        entry("attach.overrides[0].layer", "STEM"),
                        entry("attach.overrides[0].bits", "8"),
                        entry("attach.operations.quantized", "dense, add"));
    }
}
