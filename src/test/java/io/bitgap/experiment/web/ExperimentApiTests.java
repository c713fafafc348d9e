package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

@WebRoleTest
class ExperimentApiTests extends ApiTest {
    private static final String GRID = """
            {"name": "Größe: PACT & co", "network": "resnet8", "dataset": "shapes10",
             "methods": ["pact", "w-google-act-pact"], "bits": ["4", "w3a4", 8], "seeds": [1, 2]}
            """;

    @Test
    void aGridIsStoredWithItsRunsAndCanBeReadByIdAndSlug() throws Exception {
        MockHttpServletResponse created = submit(GRID);
        assertThat(created.getStatus()).isEqualTo(201);
        String slug = read(created, "$.slug");
        assertThat(slug).matches("grosse-pact-co-[0-9a-f]{6}");
        assertThat(created.getHeader("Location")).isEqualTo("/experiments/" + slug);
        assertThat(this.<Integer>read(created, "$.progress.total")).isEqualTo(2 + 2 + 2 * 3 * 2);
        assertThat(this.<String>read(created, "$.state")).isEqualTo("RUNNING");
        assertThat(this.<String>read(created, "$.spec.methods[1].label")).isEqualTo("w-google-act-pact");
        assertThat(this.<String>read(created, "$.spec.methods[1].weights.quantizer"))
                .isEqualTo("google-int8");

        String byId = ok(get("/experiments/" + read(created, "$.id"))).getContentAsString();
        assertThat(byId).isEqualTo(ok(get("/experiments/" + slug)).getContentAsString());
        assertThat(byId).isEqualTo(created.getContentAsString());

        MockHttpServletResponse runs = ok(get("/experiments/" + slug + "/runs"));
        assertThat(this.<List<String>>read(runs, "$.items[0:5].method"))
                .containsExactly("fp32", "fp32", "fp32, tuned", "fp32, tuned", "pact");
        assertThat(this.<List<String>>read(runs, "$.items[1:3].state")).containsExactly("QUEUED", "WAITING");
        assertThat(this.<List<String>>read(runs, "$.items[1:3].purpose")).containsExactly("baseline", "control");
        assertThat(this.<List<String>>read(runs, "$.items[4:6].baseline"))
                .isEqualTo(this.<List<String>>read(runs, "$.items[0:2].id"));
        assertThat(this.<List<String>>read(runs, "$.items[4:6].control"))
                .isEqualTo(this.<List<String>>read(runs, "$.items[2:4].id"));
    }

    @Test
    void edgesFollowTheBitsOfTheRowUnlessTheSpecSaysSomething() throws Exception {
        String id = read(submit(GRID), "$.id");
        Map<String, String> edges = jdbc
                .sql("""
                        select distinct setting, plan -> 'attach' ->> 'firstLayer' as edge
                        from run join run_plan on hash = plan_hash
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
    void aPreviewTellsRunsLayersSizeAndTimeAndStoresNothing() throws Exception {
        long before = experiments();
        MockHttpServletResponse preview = answer(post("/experiments/preview")
                .contentType(MediaType.APPLICATION_JSON)
                .content(GRID));
        assertThat(preview.getStatus()).isEqualTo(200);
        assertThat(this.<Integer>read(preview, "$.totalRuns")).isEqualTo(16);
        assertThat(this.<List<?>>read(preview, "$.runs[?(@.purpose == 'control' && @.epochs == 3)]"))
                .hasSize(2);
        assertThat(this.<List<?>>read(preview, "$.problems")).isEmpty();
        assertThat(this.<Double>read(preview, "$.estimatedSeconds")).isPositive();
        assertThat(this.<List<Integer>>read(
                        preview, "$.cells[?(@.method == 'pact' && @.setting == 'w3a4')].layers[1].weightBits"))
                .containsExactly(3);
        assertThat(this.<Integer>read(preview, "$.cells[2].sizeBytes"))
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
                .isEqualTo("The run fp32, seed 2, is CANCELED and cannot be canceled.");
        assertThat(this.<List<String>>read(again, "$.allowedActions")).containsExactly("retry");
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
}
