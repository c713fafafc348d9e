package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

@WebRoleTest
class ExperimentApiTests {
    private static final String GRID = """
            {"name": "Größe: PACT & co", "network": "resnet8", "dataset": "shapes10",
             "methods": ["pact", "w-google-act-pact"], "bits": ["4", "w3a4", 8], "seeds": [1, 2]}
            """;

    @Autowired
    MockMvc http;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aGridIsStoredWithItsRunsAndCanBeReadByIdAndSlug() throws Exception {
        MockHttpServletResponse created = submit(GRID);
        assertThat(created.getStatus()).isEqualTo(201);
        String slug = read(created, "$.slug");
        assertThat(slug).matches("grosse-pact-co-[0-9a-f]{6}");
        assertThat(created.getHeader("Location")).isEqualTo("/experiments/" + slug);
        assertThat(this.<Integer>read(created, "$.progress.total")).isEqualTo(2 + 2 * 3 * 2);
        assertThat(this.<String>read(created, "$.state")).isEqualTo("RUNNING");
        assertThat(this.<String>read(created, "$.spec.methods[1].label")).isEqualTo("w-google-act-pact");
        assertThat(this.<String>read(created, "$.spec.methods[1].weights.quantizer"))
                .isEqualTo("google-int8");

        String byId = ok(get("/experiments/" + read(created, "$.id"))).getContentAsString();
        assertThat(byId).isEqualTo(ok(get("/experiments/" + slug)).getContentAsString());
        assertThat(byId).isEqualTo(created.getContentAsString());

        MockHttpServletResponse runs = ok(get("/experiments/" + slug + "/runs"));
        assertThat(this.<List<String>>read(runs, "$.items[0:3].method")).containsExactly("fp32", "fp32", "pact");
        assertThat(this.<List<String>>read(runs, "$.items[0:3].state")).containsExactly("QUEUED", "QUEUED", "WAITING");
        assertThat(this.<List<String>>read(runs, "$.items[2:4].baseline"))
                .isEqualTo(this.<List<String>>read(runs, "$.items[0:2].id"));
    }

    @Test
    void edgesFollowTheBitsOfTheRowUnlessTheSpecSaysSomething() throws Exception {
        String id = read(submit(GRID), "$.id");
        Map<String, String> edges = jdbc
                .sql("""
                        select distinct setting, plan -> 'attach' ->> 'firstLayer' as edge from run
                        where experiment_id = cast(:id as uuid)
                        """)
                .param("id", id)
                .query((row, number) -> Map.entry(row.getString("setting"), row.getString("edge")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(edges)
                .containsExactlyInAnyOrderEntriesOf(Map.of("fp32", "KEEP", "4", "KEEP", "w3a4", "KEEP", "8", "SAME"));
    }

    @Test
    void theStoredSpecCanBeSubmittedAgainAndHasTheSameHash() throws Exception {
        MockHttpServletResponse first = submit(GRID);
        Map<String, Object> spec = read(first, "$.spec");
        MockHttpServletResponse second = submit(JsonMapper.shared().writeValueAsString(spec));
        assertThat(second.getStatus()).isEqualTo(201);
        assertThat(this.<String>read(second, "$.specHash")).isEqualTo(read(first, "$.specHash"));
    }

    @Test
    void aRunFromScratchWaitsForNothing() throws Exception {
        String slug = read(submit("""
                        {"name": "s", "network": "resnet8", "dataset": "shapes10", "bits": [2],
                         "methods": [{"weights": {"quantizer": "dorefa"}, "start": "scratch"}]}
                        """), "$.slug");
        MockHttpServletResponse runs = ok(get("/experiments/" + slug + "/runs"));
        assertThat(this.<List<String>>read(runs, "$.items[*].state")).containsExactly("QUEUED", "QUEUED");
        assertThat(this.<String>read(runs, "$.items[1].method")).isEqualTo("w-dorefa-act-none");
    }

    @Test
    void aProgressiveMethodGoesFromWideToNarrowAndEachRunStartsFromTheNextWiderOne() throws Exception {
        String slug = read(submit("""
                        {"name": "p", "network": "resnet8", "dataset": "shapes10", "bits": ["2", "w3a4", "4"], "seeds": [1, 2],
                         "methods": ["dorefa", {"label": "chain", "weights": "dorefa", "activations": "pact",
                                                "start": "progressive"}]}
                        """), "$.slug");
        List<Map<String, Object>> runs = read(ok(get("/experiments/" + slug + "/runs")), "$.items");
        Map<Object, String> names = new HashMap<>();
        runs.forEach(
                run -> names.put(run.get("id"), run.get("method") + "@" + run.get("setting") + "s" + run.get("seed")));
        Map<String, String> starts = new HashMap<>();
        runs.forEach(run ->
                starts.put(String.valueOf(names.get(run.get("id"))), String.valueOf(names.get(run.get("startsFrom")))));
        assertThat(starts)
                .hasSize(14)
                .containsEntry("fp32@fp32s1", "null")
                .containsEntry("dorefa@2s1", "fp32@fp32s1")
                .containsEntry("chain@4s1", "fp32@fp32s1")
                .containsEntry("chain@w3a4s1", "chain@4s1")
                .containsEntry("chain@2s1", "chain@w3a4s1")
                .containsEntry("chain@2s2", "chain@w3a4s2");
        assertThat(runs)
                .filteredOn(run -> "chain".equals(run.get("method")))
                .allSatisfy(run -> assertThat(run).containsEntry("state", "WAITING"));
    }

    @Test
    void aMethodMayHaveRowsOfItsOwn() throws Exception {
        MockHttpServletResponse submitted = submit("""
                {"name": "rows", "network": "resnet8", "dataset": "shapes10", "bits": ["4", "2"],
                 "methods": ["pact", {"label": "int8", "weights": "google-int8", "activations": "google-int8", "bits": [8],
                                      "recipe": "int8-sine"}]}
                """);
        List<Map<String, Object>> runs =
                read(ok(get("/experiments/" + this.<String>read(submitted, "$.slug") + "/runs")), "$.items");
        assertThat(runs)
                .extracting(run -> run.get("method") + "@" + run.get("setting"))
                .containsExactly("fp32@fp32", "pact@4", "pact@2", "int8@8");
    }

    @Test
    void aRecipeBringsItsStartAndAMethodMayHaveOneOfItsOwn() throws Exception {
        MockHttpServletResponse submitted = submit("""
                {"name": "o", "network": "resnet8", "dataset": "shapes10", "bits": ["2"], "recipe": "origin-cifar10",
                 "methods": ["dorefa", {"weights": "pact", "recipe": {"name": "fine-tune-cosine", "epochs": 7}}]}
                """);
        String slug = read(submitted, "$.slug");
        List<Map<String, Object>> runs = read(ok(get("/experiments/" + slug + "/runs")), "$.items");
        assertThat(runs)
                .filteredOn(run -> "dorefa".equals(run.get("method")))
                .singleElement()
                .satisfies(run -> assertThat(run)
                        .containsEntry("startsFrom", null)
                        .extractingByKey("progress")
                        .isEqualTo(Map.of(
                                "epoch",
                                0,
                                "epochs",
                                200,
                                "step",
                                0,
                                "steps",
                                0,
                                "imagesPerSecond",
                                0.0,
                                "etaSeconds",
                                0.0)));
        assertThat(runs)
                .filteredOn(run -> "w-pact-act-none".equals(run.get("method")))
                .singleElement()
                .satisfies(run ->
                        assertThat(run.get("startsFrom")).isEqualTo(runs.get(0).get("id")));
        // what is stored can be submitted again and is the same experiment
        Map<String, Object> spec = new HashMap<>(this.<Map<String, Object>>read(submitted, "$.spec"));
        MockHttpServletResponse again = submit(JsonMapper.shared().writeValueAsString(spec));
        assertThat(this.<String>read(again, "$.specHash")).isEqualTo(read(submitted, "$.specHash"));
    }

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
                        "/baseline/earlyStopping not-supported-yet",
                        "/baseline/epochs out-of-range",
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
                    "methods": [{"weights": "google-int8", "start": "scratch"}], "recipe": {"batchNorm": "fold-frozen"} | /methods/0 | needs-baseline
                    "methods": [{"label": "x"}]                            | /methods/0    | quantizes-nothing
                    "methods": [{"label": "fp32", "weights": "pact"}]      | /methods/0    | reserved-label
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
                    "recipe": {"batchNorm": "freeze"}                      | /methods/0    | needs-batch-norm
                    "recipe": {"batchNorm": "fold-frozen"}                 | /methods/0    | needs-batch-norm
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
        MockHttpServletResponse answer = submit(with("\"seeds\": [" + seeds + "], \"bits\": [1, 2, 3, 4, 5]"));
        assertThat(this.<List<String>>read(answer, "$.errors[*].message"))
                .containsExactly("The grid has 600 runs (1 methods x 5 settings x 100 seeds and a baseline a seed);"
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
                .isEqualTo("At most 1 MiB of JSON is taken for one experiment; split it into several.");
    }

    @Test
    void aPreviewTellsRunsLayersSizeAndTimeAndStoresNothing() throws Exception {
        long before = experiments();
        MockHttpServletResponse preview = answer(post("/experiments/preview")
                .contentType(MediaType.APPLICATION_JSON)
                .content(GRID));
        assertThat(preview.getStatus()).isEqualTo(200);
        assertThat(this.<Integer>read(preview, "$.totalRuns")).isEqualTo(14);
        assertThat(this.<List<?>>read(preview, "$.problems")).isEmpty();
        assertThat(this.<Double>read(preview, "$.estimatedSeconds")).isPositive();
        assertThat(this.<List<Integer>>read(
                        preview, "$.cells[?(@.method == 'pact' && @.setting == 'w3a4')].layers[1].weightBits"))
                .containsExactly(3);
        assertThat(this.<Integer>read(preview, "$.cells[1].sizeBytes"))
                .isLessThan(this.<Integer>read(preview, "$.cells[0].sizeBytes"));
        assertThat(experiments()).isEqualTo(before);
    }

    @Test
    void aPreviewOfAMistakeIsAnAnswerNotAnError() throws Exception {
        MockHttpServletResponse preview = answer(post("/experiments/preview")
                .contentType(MediaType.APPLICATION_JSON)
                .content(with("\"bits\": [9]")));
        assertThat(preview.getStatus()).isEqualTo(200);
        assertThat(this.<List<String>>read(preview, "$.problems[*].pointer")).containsExactly("/bits/0");
        assertThat(this.<Integer>read(preview, "$.totalRuns")).isZero();
    }

    @Test
    void listsGoOnWhereAPageEnds() throws Exception {
        for (int i = 0; i < 3; i++) {
            submit(GRID);
        }
        MockHttpServletResponse first = ok(get("/experiments?limit=2"));
        String token = read(first, "$.nextPageToken");
        MockHttpServletResponse second = ok(get("/experiments?limit=2&pageToken=" + token));
        assertThat(this.<List<String>>read(second, "$.items[*].id"))
                .doesNotContainAnyElementsOf(this.<List<String>>read(first, "$.items[*].id"));
        assertThat(this.<Integer>read(first, "$.total")).isGreaterThanOrEqualTo(3);
    }

    @Test
    void runsCanBeFilteredReadAndCanceledOnce() throws Exception {
        String slug = read(submit(GRID), "$.slug");
        MockHttpServletResponse queued = ok(get("/runs?experiment=" + slug + "&state=QUEUED&method=fp32"));
        assertThat(this.<Integer>read(queued, "$.total")).isEqualTo(2);
        String run = read(queued, "$.items[0].id");
        assertThat(this.<Integer>read(ok(get("/runs/" + run)), "$.queuePosition"))
                .isNotNegative();
        assertThat(this.<List<?>>read(ok(get("/runs/" + run + "/metrics?name=train/loss")), "$.items"))
                .isEmpty();
        assertThat(this.<String>read(ok(post("/runs/" + run + "/cancel")), "$.state"))
                .isEqualTo("CANCELED");
        MockHttpServletResponse again = answer(post("/runs/" + run + "/cancel"));
        assertThat(again.getStatus()).isEqualTo(409);
        assertThat(this.<String>read(again, "$.detail"))
                .isEqualTo("Run " + run + " is CANCELED: a finished run cannot be canceled.");
        assertThat(this.<List<?>>read(again, "$.allowedActions")).isEmpty();
        assertThat(this.<String>read(ok(post("/experiments/" + slug + "/cancel")), "$.state"))
                .isEqualTo("CANCELED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/quantizers", "/networks", "/datasets", "/recipes"})
    void cataloguesHaveNamesSentencesAndSources(String path) throws Exception {
        MockHttpServletResponse answer = ok(get(path));
        int total = read(answer, "$.total");
        for (String field : List.of("name", "sentence", "source")) {
            assertThat(this.<List<String>>read(answer, "$.items[*]." + field))
                    .hasSize(total)
                    .doesNotContain("");
        }
    }

    @Test
    void manySubmissionsAtOnceAreAllStored() throws Exception {
        long before = experiments();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> tasks = IntStream.range(0, 24)
                .<Callable<Integer>>mapToObj(i -> () -> submit(GRID).getStatus())
                .toList();
        for (var result : threads.invokeAll(tasks)) {
            assertThat(result.get()).isEqualTo(201);
        }
        threads.shutdown();
        assertThat(experiments()).isEqualTo(before + 24);
    }

    /** The smallest grid with some fields replaced. */
    private static String with(String fields) {
        Map<String, String> grid = new java.util.LinkedHashMap<>(Map.of(
                "name",
                "\"n\"",
                "network",
                "\"resnet8\"",
                "dataset",
                "\"shapes10\"",
                "methods",
                "[\"pact\"]",
                "bits",
                "[4]"));
        grid.keySet().removeIf(name -> fields.contains("\"" + name + "\":"));
        String kept = grid.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(", "));
        return "{" + kept + (kept.isEmpty() ? "" : ", ") + fields + "}";
    }

    private long experiments() {
        return jdbc.sql("select count(*) from experiment").query(Long.class).single();
    }

    private MockHttpServletResponse submit(String body) throws Exception {
        return answer(
                post("/experiments").contentType(MediaType.APPLICATION_JSON).content(body));
    }

    private MockHttpServletResponse ok(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = answer(request);
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
        return response;
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = http.perform(request).andReturn().getResponse();
        response.setDefaultCharacterEncoding("UTF-8");
        return response;
    }

    private <T> T read(MockHttpServletResponse response, String path) throws Exception {
        return JsonPath.read(response.getContentAsString(java.nio.charset.StandardCharsets.UTF_8), path);
    }
}
