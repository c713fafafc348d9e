package io.bitgap.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.bitgap.experiment.Experiments;
import io.bitgap.run.RunProgress;
import io.bitgap.run.WorkerDevice;
import io.bitgap.run.checkpoint.SavedCheckpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is private to somebody is nowhere for others: not by its address, not in a list, not in a count. */
@AccountsTest
class PrivateExperimentsTests {
    private static final String SPEC = """
            {"name": "%s", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": ["4"], "seeds": [%d],
             "control": false}
            """;

    @Autowired
    MockMvc http;

    @Autowired
    Everybody everybody;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RunProgress work;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Experiments experiments;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    PlatformTransactionManager manager;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private final String name = "Secret " + System.nanoTime();
    private final String spec = SPEC.formatted(name, System.nanoTime() % 1_000_000);
    private String ada = "";
    private String eve = "";
    private String operator = "";
    private JsonNode secret = JsonMapper.shared().nullNode();
    private List<String> ids = List.of();

    @BeforeEach
    void adaHasASecret() throws Exception {
        ada = everybody.token(everybody.somebody(PersonRole.RESEARCHER));
        eve = everybody.token(everybody.somebody(PersonRole.RESEARCHER));
        operator = everybody.token(everybody.somebody(PersonRole.OPERATOR));
        secret = answer(with(ada, submit("?visibility=private", spec)), 201);
        UUID id = UUID.fromString(secret.get("id").asString());
        ids = new ArrayList<>(List.of(id.toString(), secret.get("slug").asString()));
        jdbc.sql("select id from run where experiment_id = :id")
                .param("id", id)
                .query(UUID.class)
                .list()
                .forEach(run -> ids.add(run.toString()));
    }

    /** What a finished run leaves behind is in tables, charts and files. */
    private String trained() {
        String checkpoint = "";
        for (String run : List.copyOf(ids.subList(2, ids.size()))) {
            var attempt = work.take(UUID.fromString(run), new WorkerDevice("w", "cpu:0", "A CPU", 1))
                    .orElseThrow()
                    .attemptId();
            work.begun(attempt, 10);
            UUID saved = UUID.randomUUID();
            work.checkpointed(attempt, SavedCheckpoints.of(saved, 2, true, 0.9, "{\"quantizers\": []}"), List.of());
            work.completed(attempt);
            ids.add(saved.toString());
            checkpoint = saved.toString();
        }
        return checkpoint;
    }

    @Test
    void everyAddressOfItIsNowhereForOthersAndThereForItsOwnerAndOperators() throws Exception {
        String run = ids.get(2);
        String checkpoint = trained();
        List<String> walked = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (RequestMappingInfo mapping :
                requestMappingHandlerMapping.getHandlerMethods().keySet()) {
            for (String pattern : mapping.getPatternValues()) {
                if (!pattern.matches("/(experiments|runs|checkpoints)/\\{id}.*")) {
                    continue;
                }
                String id = pattern.startsWith("/runs")
                        ? run
                        : pattern.startsWith("/checkpoints") ? checkpoint : ids.get(1);
                for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                    int status = http.perform(with(eve, request(mapping, method, pattern.replace("{id}", id))))
                            .andReturn()
                            .getResponse()
                            .getStatus();
                    walked.add(method + " " + pattern);
                    if (status != 404) {
                        seen.add(status + " " + method + " " + pattern);
                    }
                }
            }
        }
        assertThat(seen).isEmpty();
        assertThat(walked).hasSizeGreaterThan(35);
        for (String token : List.of(ada, operator)) {
            answer(with(token, get("/checkpoints/" + checkpoint)), 200);
        }
        for (String token : List.of(ada, operator)) {
            answer(with(token, get("/experiments/" + ids.get(1))), 200);
            answer(with(token, get("/runs/" + ids.get(2))), 200);
        }
    }

    @Test
    void itIsInNoListNoTableNoCountAndNoPage() throws Exception {
        trained();
        for (String path : List.of(
                "/experiments?limit=500",
                "/experiments?format=csv",
                "/experiments?q=Secret",
                "/runs?limit=500",
                "/runs?format=csv",
                "/queue",
                "/workers",
                "/",
                "/tables",
                "/published",
                "/networks",
                "/datasets")) {
            for (String type : List.of("application/json", "text/html")) {
                String seen = http.perform(with(eve, get(path)).header("Accept", type + ",*/*;q=0.1"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString();
                assertThat(seen).as(path + " as " + type).doesNotContain(name).doesNotContain(ids);
            }
        }
        long before = answer(with(eve, get("/runs")), 200).get("total").asLong();
        answer(with(ada, submit("?visibility=private", SPEC.formatted(name + " 2", 7))), 201);
        assertThat(answer(with(eve, get("/runs")), 200).get("total").asLong()).isEqualTo(before);
        assertThat(answer(with(eve, get("/runs?experiment=" + ids.get(1))), 404)
                        .get("code")
                        .asString())
                .isEqualTo("unknown-experiment");
        answer(with(eve, get("/compare?runs=" + ids.get(2) + "," + ids.get(3))), 404);
        answer(with(eve, get("/tables/measured?experiments=" + ids.get(1))), 404);
        assertThat(answer(with(ada, get("/experiments?q=" + name.split(" ")[1])), 200)
                        .get("total")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void itIsNotHandedOutToWhoeverSubmitsTheSame() throws Exception {
        assertThat(answer(
                                with(
                                        eve,
                                        post("/experiments/preview")
                                                .contentType(MediaType.APPLICATION_JSON)
                                                .content(spec)),
                                200)
                        .toString())
                .doesNotContain(ids.get(0));
        JsonNode another = answer(with(eve, submit("?reuse=true", spec)), 201);
        assertThat(another.get("id").asString()).isNotEqualTo(ids.get(0));
        assertThat(answer(with(ada, submit("?reuse=true", spec)), 200).get("id").asString())
                .isIn(ids.get(0), another.get("id").asString());
    }

    @Test
    void anIdempotencyKeyBelongsToWhoeverSentIt() throws Exception {
        String key = "key-" + System.nanoTime();
        String mine = answer(with(ada, submit("?visibility=private", spec)).header("Idempotency-Key", key), 201)
                .get("id")
                .asString();
        assertThat(answer(with(ada, submit("?visibility=private", spec)).header("Idempotency-Key", key), 201)
                        .get("id")
                        .asString())
                .isEqualTo(mine);
        assertThat(answer(with(eve, submit("?visibility=private", spec)).header("Idempotency-Key", key), 201)
                        .get("id")
                        .asString())
                .isNotEqualTo(mine);
    }

    @Test
    void whoHasGivenItAwaySeesItNoMoreAndWhoGotItDoes() throws Exception {
        Actor heir = everybody.somebody(PersonRole.RESEARCHER);
        answer(share(eve, "{\"owner\": \"" + heir.name() + "\"}"), 404);
        answer(share(ada, "{\"owner\": \"nobody-at-all\"}"), 422);
        assertThat(answer(share(ada, "{\"owner\": \"" + heir.name() + "\"}"), 200)
                        .get("owner")
                        .asString())
                .isEqualTo(heir.name());
        answer(with(ada, get("/experiments/" + ids.get(1))), 404);
        answer(with(ada, get("/runs/" + ids.get(2))), 404);
        String token = everybody.token(heir);
        answer(with(token, get("/runs/" + ids.get(2))), 200);
        answer(share(token, "{\"visibility\": \"everyone\"}"), 200);
        answer(with(eve, get("/runs/" + ids.get(2))), 200);
        answer(with(eve, post("/runs/" + ids.get(2) + "/pause")), 403);
        answer(with(token, post("/runs/" + ids.get(2) + "/pause")), 200);
        http.perform(everybody.as(PersonRole.ADMIN, get("/audit?action=share-experiment&target=" + ids.get(0))))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(2))
                .andExpect(jsonPath("$.items[1].after.owner").value(heir.name()));
    }

    /** Who reads it before the other's change is stored must not take that back. */
    @Test
    void ofTwoWhoChangeItNeitherUndoesWhatTheOtherDid() throws Exception {
        Actor owner = tokens.actor(ada).orElseThrow();
        Actor heir = everybody.somebody(PersonRole.RESEARCHER);
        answer(share(ada, "{\"visibility\": \"everyone\"}"), 200);
        transactions.executeWithoutResult(first -> SignedIn.as(owner, () -> {
            assertThat(experiments.get(ids.get(1)).visibility()).isEqualTo("everyone");
            TransactionTemplate another = new TransactionTemplate(manager);
            another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            another.executeWithoutResult(second -> experiments.share(ids.get(1), null, Visibility.PRIVATE));
            return experiments.share(ids.get(1), heir.name(), null);
        }));
        JsonNode both = answer(with(operator, get("/experiments/" + ids.get(1))), 200);
        assertThat(both.get("visibility").asString()).isEqualTo("private");
        assertThat(both.get("owner").asString()).isEqualTo(heir.name());
    }

    @Test
    void aQueuedRunKnowsHowManyAreInFrontOfItWhoeverSeesThem() throws Exception {
        JsonNode shown = answer(with(eve, submit("", SPEC.formatted("Behind", System.nanoTime() % 1_000_000))), 201);
        JsonNode runs = answer(with(eve, get("/experiments/" + shown.get("slug").asString() + "/runs")), 200);
        assertThat(runs.at("/items/0/queuePosition").asInt()).isPositive();
        JsonNode queue = answer(with(eve, get("/queue?limit=500")), 200);
        assertThat(queue.get("items")
                        .valueStream()
                        .filter(item -> item.at("/experiment/id").equals(shown.get("id")))
                        .map(item -> item.get("position"))
                        .findFirst()
                        .orElseThrow())
                .isEqualTo(runs.at("/items/0/queuePosition"));
    }

    /** As the address takes it, so that nothing but who asks is in the way. */
    private static MockHttpServletRequestBuilder request(
            RequestMappingInfo mapping, RequestMethod method, String path) {
        MediaType sent = mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(
                        HttpMethod.valueOf(method.name()), path.replaceAll("\\{[^}]+}", "1"))
                .accept(mapping.getProducesCondition().getProducibleMediaTypes().stream()
                        .findFirst()
                        .orElse(MediaType.ALL))
                .contentType(sent)
                .content(sent.equals(MediaType.APPLICATION_JSON) ? "{}" : "");
        mapping.getParamsCondition().getExpressions().stream()
                .filter(parameter -> !parameter.isNegated())
                .forEach(parameter ->
                        request.param(parameter.getName(), Objects.requireNonNullElse(parameter.getValue(), "csv")));
        return request;
    }

    private static MockHttpServletRequestBuilder submit(String query, String body) {
        return post("/experiments" + query)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private MockHttpServletRequestBuilder share(String token, String body) {
        return with(
                token,
                patch("/experiments/" + ids.get(1))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body));
    }

    private static MockHttpServletRequestBuilder with(String token, MockHttpServletRequestBuilder request) {
        return Everybody.with(token, request);
    }

    private JsonNode answer(MockHttpServletRequestBuilder request, int status) throws Exception {
        var answer = http.perform(request).andReturn().getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.getContentAsString());
    }
}
