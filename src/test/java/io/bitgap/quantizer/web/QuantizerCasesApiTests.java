package io.bitgap.quantizer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import io.bitgap.quantizer.QuantizerCases;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The forms of quantizers as scripts ask for them. */
@WebRoleTest
class QuantizerCasesApiTests {
    @Autowired
    MockMvc mvc;

    static Stream<JsonNode> cases() {
        return QuantizerCases.forms();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holdThroughTheCallToo(JsonNode one) throws Exception {
        MockHttpServletResponse answer = mvc.perform(
                        post("/quantizers/{name}/evaluate", one.get("quantizer").asString())
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(one.get("request").toString()))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        QuantizerCases.assertHolds(one, JsonMapper.shared().readTree(answer.getContentAsByteArray()));
    }
}
