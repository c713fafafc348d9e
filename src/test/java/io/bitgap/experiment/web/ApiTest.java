package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Requests against the web role, and what is read from their answers. */
public abstract class ApiTest {
    @Autowired
    public MockMvc http;

    @Autowired
    public JdbcClient jdbc;

    public long experiments() {
        return jdbc.sql("select count(*) from experiment").query(Long.class).single();
    }

    public MockHttpServletResponse submit(String body) throws Exception {
        return answer(
                post("/experiments").contentType(MediaType.APPLICATION_JSON).content(body));
    }

    public MockHttpServletResponse ok(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = answer(request);
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
        return response;
    }

    public MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = http.perform(request).andReturn().getResponse();
        response.setDefaultCharacterEncoding("UTF-8");
        return response;
    }

    public <T> T read(MockHttpServletResponse response, String path) throws Exception {
        return JsonPath.read(response.getContentAsString(StandardCharsets.UTF_8), path);
    }

    /** The smallest grid with some fields replaced. */
    public static String with(String fields) {
        Map<String, String> grid = new LinkedHashMap<>(Map.of(
                "name",
                "\"n\"",
                "network",
                "\"resnet8\"",
                "dataset",
                "\"shapes10\"",
                "methods",
                "[\"pact\"]",
                "bits",
                "[4]",
                "control",
                "false"));
        grid.keySet().removeIf(name -> fields.contains("\"" + name + "\":"));
        String kept = grid.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(", "));
        return "{" + kept + (kept.isEmpty() ? "" : ", ") + fields + "}";
    }
}
