package io.bitgap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** The same mistake in a body has the same answer, whoever reads it. */
@WebRoleTest
class StrictBodyTests {
    @Autowired
    MockMvc http;

    private MockHttpServletResponse send(String address, String body) throws Exception {
        return http.perform(
                        post(address).contentType(MediaType.APPLICATION_JSON).content(body))
                .andReturn()
                .getResponse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/experiments", "/networks?name=strict", "/published", "/quantizers/pact/evaluate"})
    void whatIsNotStrictlyJsonIsMalformed(String address) throws Exception {
        assertMalformed(
                send(address, "{\"a\": {\"b\": 1,\n \"b\": 2}}"),
                "The body is not proper JSON at line 2, column 5: Duplicate Object property \"b\".");
        assertMalformed(
                send(address, "{\"a\": tru}"),
                "The body is not proper JSON at line 1, column 7: Unrecognized token 'tru'");
        assertMalformed(
                send(address, "{} {}"),
                "The body is not proper JSON at line 1, column 4: Trailing token found after value.");
        assertMalformed(
                send(address, "{\"a\": NaN}"),
                "The body is not proper JSON at line 1, column 10: Non-standard token 'NaN'.");
        assertMalformed(
                send(address, "{\"a\": {\"b\": 1"),
                "The body is not proper JSON at line 1, column 14: Unexpected end-of-input");
        assertMalformed(send(address, ""), "The body is empty; send the ");
        assertMalformed(send(address, "[".repeat(30)), "The body is not proper JSON: Document nesting depth (21)");
        MockHttpServletResponse array = send(address, "[]");
        assertThat(array.getStatus()).isEqualTo(422);
        assertThat(errors(array)).containsExactly(" wrong-type");
    }

    private static void assertMalformed(MockHttpServletResponse answer, String sentence) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(JsonPath.<String>read(answer.getContentAsString(), "$.code")).isEqualTo("malformed-json");
        assertThat(JsonPath.<String>read(answer.getContentAsString(), "$.detail"))
                .startsWith(sentence)
                .doesNotContain("Source", "[", "(start", "`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /experiments              | {"a/b~": 1}                 | /a~1b~0 unknown-field
            /networks?name=strict     | {"confs": [{}], "a/b~": 1}  | /a~1b~0 unknown-field
            /published                | {"a/b~": 1}                 | /a~1b~0 unknown-field
            /quantizers/pact/evaluate | {"a/b~": 1}                 | /a~1b~0 unknown-field
            /experiments              | {}                          | /network missing
            /published                | {}                          | /network missing
            /published                | {}                          | /weightBits missing
            /quantizers/pact/evaluate | {}                          | /input missing
            /experiments              | {"name": 5}                 | /name wrong-type
            /networks?name=strict     | {"confs": [{"layer": {"@class": "org.deeplearning4j.nn.conf.layers.DenseLayer", "nin": "5"}}]} | /confs/0/layer/nin wrong-type
            /published                | {"source": 5}               | /source wrong-type
            /published                | {"note": null}              | /note wrong-type
            /published                | {"top1": "0.9"}             | /top1 wrong-type
            /quantizers/pact/evaluate | {"role": 5}                 | /role wrong-type
            /quantizers/pact/evaluate | {"input": [0, "1"]}         | /input/1 wrong-type
            /quantizers/pact/evaluate | {"parameters": {"alpha": true}} | /parameters/alpha wrong-type
            /experiments              | {"name": " "}               | /name empty
            /published                | {"source": " "}             | /source empty
            /quantizers/pact/evaluate | {"input": []}               | /input empty
            /experiments              | {"name": "a\\u0000b"}        | /name control-character
            /published                | {"source": "a\\u0000b"}      | /source control-character
            /published                | {"method": "pa\\u200bct"}    | /method control-character
            /quantizers/pact/evaluate | {"role": "a\\u0000b"}        | /role control-character
            /experiments              | {"bits": [9]}               | /bits/0 bits-out-of-range
            /published                | {"weightBits": 9}           | /weightBits bits-out-of-range
            /published                | {"weightBits": "4"}         | /weightBits bits-out-of-range
            /quantizers/pact/evaluate | {"bits": 9}                 | /bits bits-out-of-range
            /quantizers/pact/evaluate | {"bits": "4"}               | /bits bits-out-of-range
            /experiments              | {"seeds": [-1]}             | /seeds/0 out-of-range
            /networks?name=strict     | {"confs": [{"layer": {"@class": "org.deeplearning4j.nn.conf.layers.DenseLayer", "nin": -1}}]} | /confs/0/layer/nin out-of-range
            /published                | {"top1": 91.3}              | /top1 out-of-range
            /quantizers/pact/evaluate | {"shape": [0]}              | /shape/0 out-of-range
            /experiments              | {"levelConvention": "both"} | /levelConvention unknown-value
            /published                | {"kind": "blog"}            | /kind unknown-value
            """)
    void aWrongFieldHasOneCode(String address, String body, String expected) throws Exception {
        MockHttpServletResponse answer = send(address, body);

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(errors(answer)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "role": "both"                                          | /role unknown-value
            "role": "activations", "levelConvention": "both"        | /levelConvention unknown-value
            "role": "activations", "options": {"a/b": 1}            | /options/a~1b unknown-option
            "role": "activations", "parameters": {"a/b": 1}         | /parameters/a~1b unknown-parameter
            "role": "activations", "parameters": {"alpha": 1e31}    | /parameters/alpha out-of-range
            "role": "activations", "shape": [3]                     | /shape wrong-shape
            "role": "activations", "upstreamGradient": [1]          | /upstreamGradient wrong-length
            """)
    void whatAQuantizerCannotDoHasTheCodeOfItsFieldToo(String fields, String expected) throws Exception {
        MockHttpServletResponse answer =
                send("/quantizers/pact/evaluate", "{\"bits\": 4, \"input\": [0, 1], " + fields + "}");

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(errors(answer)).containsExactly(expected);
        assertThat(JsonPath.<String>read(answer.getContentAsString(), "$.code"))
                .isEqualTo(expected.substring(expected.indexOf(' ') + 1));
    }

    private static List<String> errors(MockHttpServletResponse answer) throws Exception {
        List<Map<String, String>> errors = JsonPath.read(answer.getContentAsString(), "$.errors");
        return errors.stream()
                .map(error -> error.get("pointer") + " " + error.get("code"))
                .toList();
    }
}
