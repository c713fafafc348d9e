package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.WebRoleTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;

@WebRoleTest
class SpecMistakesTests extends ApiTest {
    @Test
    void everyMistakeIsToldAtOnceAndNothingIsStored() throws Exception {
        long before = experiments();
        MockHttpServletResponse answer = submit("""
                {"name": "", "network": "resnet9", "dataset": "shapes10", "colour": "red",
                 "methods": ["pact", "pact", "lsq2", {"weights": {"quantizer": "pact", "options": {"foo": 1}}}],
                 "bits": ["4", 9, "32", "w4"], "seeds": [1, 1, -1], "baseline": {"epochs": 0, "earlyStopping": true},
                 "recipe": "nope", "limits": {"trainExamples": 1e999}, "attach": {"firstLayer": null}}
                """);
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        List<Map<String, String>> errors = read(answer, "$.errors");
        assertThat(errors.stream().map(error -> error.get("pointer") + " " + error.get("code")))
                .containsExactly(
                        "/colour unknown-field",
                        "/name empty",
                        "/network unknown-network",
                        "/baseline/epochs out-of-range",
                        "/baseline/earlyStopping wrong-type",
                        "/methods/1 duplicate-method",
                        "/methods/2 unknown-quantizer",
                        "/methods/3/weights/options/foo unknown-option",
                        "/bits/1 bits-out-of-range",
                        "/bits/2 baseline-setting",
                        "/bits/3 bad-bits",
                        "/seeds/1 duplicate-seed",
                        "/seeds/2 out-of-range",
                        "/recipe unknown-recipe",
                        "/attach/firstLayer wrong-type",
                        "/limits/trainExamples wrong-type");
        assertThat(errors.get(2).get("message"))
                .startsWith("There is no network 'resnet9'; there are resnet8, resnet20, resnet18");
        assertThat(experiments()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "methods": []                                          | /methods      | empty
                    "bits": []                                             | /bits         | empty
                    "seeds": []                                            | /seeds        | empty
                    "methods": "pact"                                      | /methods      | wrong-type
                    "methods": [null]                                      | /methods/0    | wrong-type
                    "methods": [{"start": "narrow", "weights": "pact"}]    | /methods/0/start | unknown-value
                    "methods": [{"weights": "pact", "recipe": "slow"}]     | /methods/0/recipe | unknown-recipe
                    "methods": ["google-int8"], "bits": ["1"]              | /methods/0    | one-level
                    "bits": ["4"], "attach": {"overrides": [{"layer": "stem", "bits": 8}, {"layer": "stage1-block1-conv1", "weights": {"quantizer": "qil", "bits": 1}}]} | /attach/overrides/1 | one-level
                    "methods": ["lsq", "dorefa"], "bits": ["1"], "attach": {"overrides": [{"layer": "stem", "weights": "fqn"}, {"layer": "stage1-block1-conv1", "weights": "qil"}]} | /attach/overrides/1 | one-level
                    "methods": [{"weights": "google-int8", "start": "scratch"}], "recipe": {"batchNorm": "fold-frozen", "learningRate": 0.0008} | /methods/0 | needs-baseline
                    "methods": [{"label": "x"}]                            | /methods/0    | quantizes-nothing
                    "methods": [{"label": "fp32", "weights": "pact"}]      | /methods/0    | reserved-label
                    "methods": [{"label": "FP32, tuned 3", "weights": "pact"}] | /methods/0 | reserved-label
                    "control": "yes"                                       | /control      | wrong-type
                    "methods": ["w-none-act-pact"], "bits": ["4", "w3a4"]  | /methods/0    | duplicate-cell
                    "methods": [{"weights": "pact", "bits": ["9"]}], "bits": ["4"] | /methods/0/bits/0 | bits-out-of-range
                    "bits": ["4", 4]                                       | /bits/1       | duplicate-bits
                    "bits": [true]                                         | /bits/0       | wrong-type
                    "bits": [4.5]                                          | /bits/0       | bits-out-of-range
                    "bits": ["0"]                                          | /bits/0       | bits-out-of-range
                    "bits": [{"weights": 4}]                               | /bits/0/activations | missing
                    "seeds": [9007199254740992]                            | /seeds/0      | out-of-range
                    "seeds": [123456789012345678901234567890]              | /seeds/0      | wrong-type
                    "recipe": {"epochs": 1001}                             | /recipe/epochs | out-of-range
                    "recipe": {"batchSize": 5000}                          | /recipe/batchSize | out-of-range
                    "recipe": {"learningRate": 0}                          | /recipe/learningRate | out-of-range
                    "recipe": {"schedule": "zigzag"}                       | /recipe/schedule | unknown-value
                    "methods": ["qil"], "recipe": {"batchNorm": "freeze"}  | /methods/0    | needs-batch-norm
                    "methods": [{"weights": {"quantizer": "pact", "options": {"rescale": "never"}}}], "recipe": {"batchNorm": "fold-frozen", "learningRate": 0.0008} | /methods/0 | needs-batch-norm
                    "recipe": {"batchNorm": "fold-frozen"}                 | /recipe/learningRate | destroys-network
                    "methods": [{"weights": "pact", "recipe": {"batchNorm": "fold-frozen", "learningRate": 0.004}}] | /methods/0/recipe/learningRate | destroys-network
                    "methods": ["fqn"], "bits": ["4"], "recipe": {"learningRate": 0.2} | /methods/0 | destroys-network
                    "recipe": {"batchNorm": "fold-frozen", "learningRate": 0.03, "gradientClip": 1, "warmupEpochs": 1} | /recipe/learningRate | destroys-network
                    "methods": ["lsq"], "recipe": {"oscillation": {"freezing": 0.02}}, "attach": {"overrides": [{"layer": "stage1-block1-conv1", "weights": "dorefa"}]} | /attach/overrides/0 | needs-magnitude
                    "methods": [{"weights": "pact", "activations": "pact", "start": "progressive"}], "bits": ["4", "3"], "control": true, "recipe": {"epochs": 501} | /methods/0 | control-too-long
                    "recipe": {"milestones": [1]}                          | /recipe/milestones | contradiction
                    "recipe": {"schedule": "step", "milestones": [2, 1]}   | /recipe/milestones/1 | out-of-range
                    "baseline": {"schedule": "constant", "smallestLearningRate": 0.1} | /baseline/smallestLearningRate | contradiction
                    "recipe": {"smallestLearningRate": 0.05}               | /recipe/smallestLearningRate | out-of-range
                    "limits": {"trainExamples": 0}                         | /limits/trainExamples | out-of-range
                    "recipe": {"earlyStopping": 2}                         | /recipe/earlyStopping | needs-validation
                    "baseline": {"earlyStopping": 2}                       | /baseline/earlyStopping | needs-validation
                    "methods": [{"weights": "pact", "recipe": {"earlyStopping": 2}}] | /methods/0/recipe/earlyStopping | needs-validation
                    "limits": {"validationExamples": 6000}                 | /limits/validationExamples | out-of-range
                    "methods": [{"weights": "google-int8"}], "recipe": {"reestimateBatchNorm": 5, "batchNorm": "freeze"} | /methods/0 | contradiction
                    "methods": [{"weights": "fqn", "activations": "fqn"}], "recipe": {"reestimateBatchNorm": 5} | /methods/0 | contradiction
                    "methods": [{"weights": "pact", "start": "scratch"}], "recipe": {"distillation": {"share": 0.5}} | /methods/0 | needs-baseline
                    "baseline": {"distillation": {"share": 0.5}}           | /baseline/distillation/share | not-of-a-baseline
                    "methods": ["w-none-act-pact"], "bits": ["4"], "recipe": {"transitionRate": 0.01} | /methods/0 | needs-quantized-weights
                    "methods": ["w-none-act-pact"], "bits": ["4"], "recipe": {"oscillation": {"telemetry": true}} | /methods/0 | needs-quantized-weights
                    "recipe": {"oscillation": {"freezing": 0.02}}          | /methods/0    | needs-magnitude
                    "recipe": {"oscillation": {"dampening": 0.1}}          | /methods/0    | needs-magnitude
                    "recipe": {"batchNorm": "thaw"}                        | /recipe/batchNorm | unknown-value
                    "recipe": {"batchNorm": "train", "freezeBatchNormAfterEpoch": 1} | /recipe/freezeBatchNormAfterEpoch | contradiction
                    "recipe": {"epochs": 2, "delayActivationsEpochs": 2}   | /recipe/delayActivationsEpochs | out-of-range
                    "baseline": {"batchNorm": "fold-frozen"}               | /baseline/batchNorm | not-of-a-baseline
                    "baseline": {"epochs": 3, "delayActivationsEpochs": 1} | /baseline/delayActivationsEpochs | not-of-a-baseline
                    "baseline": "fine-tune-cosine"                         | /baseline     | wrong-type
                    "levelConvention": "both"                              | /levelConvention | unknown-value
                    "priority": 1001                                       | /priority     | out-of-range
                    "limits": {"trainExamples": -1}                        | /limits/trainExamples | out-of-range
                    "attach": {"ignore": ["conv99"]}                       | /attach/ignore/0 | unknown-layer
                    "name": "a\\u0000b"                                    | /name         | control-character
                    "name": "\\ud800"                                      | /name         | control-character
                    """)
    void aMistakeIsRefusedWithItsPlace(String fields, String pointer, String code) throws Exception {
        MockHttpServletResponse answer = submit(with(fields));
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(this.<List<String>>read(answer, "$.errors[*].pointer")).containsExactly(pointer);
        assertThat(this.<List<String>>read(answer, "$.errors[*].code")).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({"int8, unknown-recipe", "per-method, cannot-be-changed"})
    void aRecipeCannotBeginWithEveryName(String name, String code) throws Exception {
        MockHttpServletResponse answer = submit("""
                {"name": "n", "network": "resnet8", "dataset": "shapes10", "bits": ["4"],
                 "methods": [{"weights": "pact", "recipe": {"name": "%s", "epochs": 1}}]}
                """.formatted(name));
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(this.<List<String>>read(answer, "$.errors[*].pointer")).containsExactly("/methods/0/recipe/name");
        assertThat(this.<List<String>>read(answer, "$.errors[*].code")).containsExactly(code);
    }

    @Test
    void aGridThatIsTooLargeIsRefusedWithItsSize() throws Exception {
        String seeds = IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).collect(Collectors.joining(","));
        MockHttpServletResponse answer =
                submit(with("\"seeds\": [" + seeds + "], \"bits\": [1, 2, 3, 4, 5], \"control\": true"));
        assertThat(this.<List<String>>read(answer, "$.errors[*].message"))
                .containsExactly(
                        "The grid has 700 runs (1 methods x 5 settings x 100 seeds, and a baseline and 1 control a seed);"
                                + " at most 500 are allowed: split it.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                          | The body is empty; send the experiment as a JSON object.
                    {"name": tru}               | at line 1, column 10: Unrecognized token 'tru'
                    {"name": "a", "name": "b"}  | Duplicate Object property "name"
                    {} {}                       | Trailing token
                    {"name": NaN}               | Non-standard token 'NaN'
                    {"name": "a",}              | at line 1, column 14
                    """)
    void whatIsNotJsonIsRefusedWithItsPlace(String body, String sentence) throws Exception {
        MockHttpServletResponse answer = submit(body);
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(this.<String>read(answer, "$.code")).isEqualTo("malformed-json");
        assertThat(this.<String>read(answer, "$.detail")).contains(sentence);
    }

    @Test
    void deepAndLargeDocumentsAreRefused() throws Exception {
        assertThat(submit("[".repeat(5000)).getStatus()).isEqualTo(400);
        assertThat(submit("{\"name\": 1" + "0".repeat(5000) + "}").getStatus()).isEqualTo(400);
        MockHttpServletResponse large = submit("{\"name\": \"" + "x".repeat(1 << 20) + "\"}");
        assertThat(large.getStatus()).isEqualTo(413);
        assertThat(this.<String>read(large, "$.detail"))
                .isEqualTo("A body of POST /experiments may have 1 MiB; send less.");
    }
}
