package io.bitgap.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.bitgap.WebRoleTest;
import io.bitgap.account.PersonRole;
import io.bitgap.account.SignedIn;
import io.bitgap.experiment.spec.RecipeSchema;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the HTTP interface against the interface itself: whatever calls there are. */
@WebRoleTest
class OpenApiTests {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String SPEC = """
            {"name": "described", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": ["4"], "seeds": [%d]}
            """;

    @Autowired
    MockMvc http;

    @Autowired
    JdbcClient jdbc;

    private JsonNode description;

    private record Call(String method, String path, JsonNode operation) {
        @Override
        public String toString() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }
    }

    @BeforeEach
    void read() throws Exception {
        description = json(http.perform(get("/v3/api-docs")).andReturn().getResponse());
    }

    @Test
    void everyCallSaysWhatItDoesAndWhatItAnswers() {
        assertThat(calls()).hasSizeGreaterThan(30).allSatisfy(call -> {
            JsonNode operation = call.operation();
            assertThat(operation.path("summary").asString(""))
                    .as(call + " has a summary")
                    .isNotBlank();
            assertThat(operation.path("tags").path(0).asString("")).isNotBlank();
            assertThat(schemas(operation))
                    .as(call + " has the schema of an answer")
                    .isNotEmpty();
            assertThat(operation.at("/responses/default/content").propertyNames())
                    .as(call + " may answer with a problem")
                    .containsExactly("application/problem+json");
            boolean body = operation.has("requestBody");
            if (body) {
                assertThat(examples(operation))
                        .as(call + " has an example body")
                        .isNotEmpty();
            }
        });
    }

    @Test
    void theSpecOfAnExperimentHasEveryFieldOfARecipe() {
        JsonNode spec = description.at("/components/schemas/ExperimentSpec/properties");
        assertThat(spec.propertyNames())
                .containsExactlyInAnyOrder(
                        "name",
                        "network",
                        "dataset",
                        "methods",
                        "bits",
                        "seeds",
                        "baseline",
                        "recipe",
                        "attach",
                        "limits",
                        "control",
                        "levelConvention",
                        "priority");
        assertThat(spec.at("/bits/items/oneOf")
                        .valueStream()
                        .map(form -> form.path("type").asString()))
                .as("\"w3a4\", 4, {\"weights\": 3}")
                .containsExactly("string", "integer", "object");
        assertThat(description.at("/components/schemas/Recipe/properties").propertyNames())
                .contains("name")
                .containsAll(
                        ((Map<?, ?>) requireNonNull(RecipeSchema.quantized().get("properties")))
                                .keySet().stream().map(String::valueOf).toList());
        assertThat(description
                        .at("/components/schemas/Recipe/properties/labelSmoothing/maximum")
                        .asDouble())
                .isPositive();
        assertThat(description
                        .at("/components/schemas/Recipe/properties/distillation/properties/temperature/type")
                        .asString())
                .isEqualTo("number");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(description.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                description.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    /** Nobody signs in here, so there are no tokens, and nobody owns an experiment that could be private: AccountsTests. */
    private static final Set<String> OF_ACCOUNTS = Set.of("POST /account/tokens", "PATCH /experiments/{id}");

    @Test
    void everyExampleBodyIsTaken() throws Exception {
        for (Call call : calls()) {
            if (OF_ACCOUNTS.contains(call.toString())) {
                continue;
            }
            for (JsonNode example : examples(call.operation())) {
                MockHttpServletRequestBuilder request = prepared(call, null)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(example.isString() ? example.stringValue() : example.toString());
                taken(request, call + " with " + example);
            }
        }
    }

    @Test
    void everyExampleOfAParameterIsTaken() throws Exception {
        int sent = 0;
        for (Call call : calls()) {
            for (JsonNode parameter : call.operation().path("parameters")) {
                boolean query = parameter.path("in").asString("").equals("query");
                if (query && call.method().equals("get") && !example(parameter).isEmpty()) {
                    taken(prepared(call, parameter), call + " with " + parameter.path("name"));
                    sent++;
                }
            }
        }
        assertThat(sent).isPositive();
    }

    /** No run has trained here, so there is no checkpoint: CheckpointControllerTests and RunAnswersTests read some. */
    private static final Pattern OF_TRAINED_RUNS = Pattern.compile("/checkpoints/.*|/runs/\\{id}/(classes|flips)");

    @Test
    void everyReadingCallAnswers() throws Exception {
        for (Call call : calls()) {
            if (call.method().equals("get")
                    && !OF_TRAINED_RUNS.matcher(call.path()).matches()) {
                taken(prepared(call, null), call.toString());
            }
        }
    }

    @Test
    void theSwaggerPageIsThere() throws Exception {
        MockHttpServletResponse page =
                http.perform(get("/swagger-ui/index.html")).andReturn().getResponse();
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentAsString()).contains("swagger-ui");
    }

    private List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> calls.add(new Call(method.getKey(), path.getKey(), method.getValue()))));
        return calls;
    }

    private static List<JsonNode> schemas(JsonNode operation) {
        List<JsonNode> schemas = new ArrayList<>();
        for (String status : List.of("200", "201", "202")) {
            operation.at("/responses/" + status + "/content").forEach(content -> schemas.add(content.path("schema")));
        }
        return schemas.stream().filter(schema -> !schema.isEmpty()).toList();
    }

    private static List<JsonNode> examples(JsonNode operation) {
        JsonNode content = operation.at("/requestBody/content/application~1json");
        List<JsonNode> examples = new ArrayList<>();
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        if (content.has("example")) {
            examples.add(content.get("example"));
        }
        return examples;
    }

    private static String example(JsonNode parameter) {
        return parameter
                .path("example")
                .asString(parameter.at("/schema/example").asString(""));
    }

    /** With what it requires, and one parameter that it does not. */
    private MockHttpServletRequestBuilder prepared(Call call, @org.jspecify.annotations.Nullable JsonNode further)
            throws Exception {
        String path = call.path();
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : call.operation().path("parameters")) {
            String name = parameter.path("name").asString("");
            boolean required = parameter.path("required").asBoolean(false);
            if (parameter.path("in").asString("").equals("path")) {
                String example = example(parameter);
                path = path.replace("{" + name + "}", example.isEmpty() ? stored(call.path()) : example);
            } else if (parameter.path("in").asString("").equals("query") && (required || parameter.equals(further))) {
                String example = example(parameter);
                String value = example.isEmpty() ? several(name) : example;
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return request(HttpMethod.valueOf(call.method().toUpperCase(Locale.ROOT)), URI.create(path + query));
    }

    private void taken(MockHttpServletRequestBuilder request, String what) throws Exception {
        MockHttpServletResponse answer = http.perform(request).andReturn().getResponse();
        assertThat(answer.getStatus())
                .as(what + ": " + answer.getContentAsString(StandardCharsets.UTF_8))
                .isBetween(200, 299);
    }

    /** What a parameter without an example is given: ids of what is there. */
    private String several(String name) throws Exception {
        return switch (name) {
            case "runs" -> run() + "," + run();
            case "experiments" -> experiment();
            default -> "";
        };
    }

    /** The id of something that is there. */
    private String stored(String path) throws Exception {
        if (path.startsWith("/published/")) {
            return cited();
        }
        if (path.startsWith("/users/")) {
            return String.valueOf(
                    SignedIn.stored(jdbc, "ada", PersonRole.RESEARCHER).id());
        }
        return path.startsWith("/runs/") ? run() : experiment();
    }

    private String cited() {
        String method = "described-" + System.nanoTime();
        return jdbc.sql("""
                        insert into published (collection, dataset, network, method, weight_bits, activation_bits, top1, kind,
                                               source, added_by, added_at)
                        values ('added', 'cifar10', 'resnet20', :method, 4, 4, 0.9, 'paper', 'a test', 'local', now())
                        returning position
                        """).param("method", method).query(Long.class).single().toString();
    }

    private String run() throws Exception {
        return jdbc.sql("select id from run where experiment_id = :id order by position desc limit 1")
                .param("id", UUID.fromString(experiment()))
                .query(UUID.class)
                .single()
                .toString();
    }

    private String experiment() throws Exception {
        JsonNode stored = json(http.perform(request(HttpMethod.POST, "/experiments")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(SPEC.formatted(System.nanoTime() % 1_000_000)))
                .andReturn()
                .getResponse());
        return stored.get("id").asString();
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JsonMapper.shared().readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }
}
