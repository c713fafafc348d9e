package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.bitgap.WebRoleTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

@WebRoleTest
class MethodPlanTests extends ApiTest {
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
                        {"name": "p", "network": "resnet8", "dataset": "shapes10", "bits": ["2", "w3a4", "4"], "seeds": [1, 2], "control": false,
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
                {"name": "rows", "network": "resnet8", "dataset": "shapes10", "bits": ["4", "2"], "control": false,
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
}
