package io.bitgap.queue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredRuns;
import io.bitgap.comparison.web.Browse;
import io.bitgap.run.RunState;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
class OneEstimateTests {
    /** Of which no other test makes a run, so that only this one's say how long it takes. */
    private static final Map<String, Integer> LIMITS = Map.of("trainExamples", 3217, "testExamples", 600);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc http;

    /** A stored run that is over took 40 s for its 4 epochs; of a network that no other test trains, so that it alone tells. */
    @Test
    void afterARunThePreviewTheExperimentsPageAndTheQueueSayTheSameOfTheNext() throws Exception {
        StoredRuns runs = new StoredRuns(jdbc, "one estimate", "resnet18-v2", "shapes10").with("limits", LIMITS);
        runs.baseline(1, RunState.COMPLETED, 0.9);
        UUID next = runs.baseline(2, RunState.QUEUED, null);

        assertThat(Browse.page(http, "/experiments/" + runs.slug())
                        .select("dt:contains(Time left) + dd")
                        .text())
                .isEqualTo("40 s");
        http.perform(get("/queue?limit=500"))
                .andExpect(jsonPath("$.items[?(@.run == '" + next + "')].forecast.seconds")
                        .value(40.0));
        http.perform(post("/experiments/preview")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                        {"name": "One estimate", "network": "resnet18-v2", "dataset": "shapes10", "methods": ["pact"], "bits": ["4"],
                         "seeds": [2], "control": false, "baseline": {"epochs": 4}, "recipe": {"epochs": 2},
                         "limits": {"trainExamples": 3217, "testExamples": 600}}
                        """))
                .andExpect(jsonPath("$.runs[0].estimatedSeconds").value(closeTo(40, 1e-6)))
                .andExpect(jsonPath("$.runs[1].estimatedSeconds").value(closeTo(20 * 1.16, 1e-6)))
                .andExpect(jsonPath("$.estimatedSeconds").value(closeTo(40 + 20 * 1.16, 1e-6)));
        http.perform(post("/runs/" + next + "/cancel"));
    }

    @Test
    void theTimeOfAnExperimentThatWaitsForOthersSaysSo() throws Exception {
        StoredRuns runs = new StoredRuns(jdbc, "waits for others", "resnet18-v2", "shapes10").with("limits", LIMITS);
        UUID waits = runs.baseline(1, RunState.QUEUED, null);
        UUID first = new StoredRuns(jdbc, "is before it", "resnet18-v2", "shapes10").baseline(1, RunState.QUEUED, null);
        jdbc.sql("update run set priority = 2000000 where id = :id")
                .param("id", first)
                .update();

        int before = JsonPath.read(
                http.perform(get("/runs/" + waits)).andReturn().getResponse().getContentAsString(), "$.queuePosition");
        assertThat(before).isPositive();
        assertThat(Browse.page(http, "/experiments/" + runs.slug())
                        .select("#before")
                        .text())
                .isEqualTo("once its turn comes: " + (before == 1 ? "1 run is" : before + " runs are") + " before it");

        jdbc.sql("update run set state = 'RUNNING' where id = :id")
                .param("id", waits)
                .update();
        assertThat(Browse.page(http, "/experiments/" + runs.slug()).select("#before"))
                .isEmpty();
        jdbc.sql("update run set state = 'CANCELED', finished_at = now() where id in (:ids)")
                .param("ids", List.of(waits, first))
                .update();
    }
}
