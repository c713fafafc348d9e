package io.bitgap.comparison.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.bitgap.WebRoleTest;
import io.bitgap.experiment.web.ApiTest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run from scratch is compared with the fp32 run of its seed like any other, though it does not start from it. */
@WebRoleTest
class ScratchGapTests extends ApiTest {
    private String experiment = "";
    private String baseline = "";
    private String scratch = "";

    @BeforeEach
    void aRunFromScratchIsSubmitted() throws Exception {
        experiment = read(submit(with("""
                "methods": [{"label": "fresh", "weights": {"quantizer": "pact"}, "activations": {"quantizer": "pact"},
                             "start": "scratch"}], "seeds": [77], "name": "From scratch %s"
                """.formatted(UUID.randomUUID()))), "$.slug");
        List<String> runs = read(ok(get("/experiments/" + experiment + "/runs")), "$.items[*].id");
        baseline = runs.get(0);
        scratch = runs.get(1);
    }

    @Test
    void itHasABaselineAndWaitsForNothing() throws Exception {
        var run = ok(get("/runs/" + scratch));

        assertThat(this.<String>read(run, "$.baseline")).isEqualTo(baseline);
        assertThat(this.<String>read(run, "$.startsFrom")).isNull();
        assertThat(this.<String>read(run, "$.state")).isEqualTo("QUEUED");
    }

    @Test
    void itsGapIsTheSameEverywhere() throws Exception {
        jdbc.sql("""
                update run set state = 'COMPLETED', started_at = now(), finished_at = now(), epoch = epochs,
                  last_top1 = case when id = cast(:scratch as uuid) then 0.875 else 0.9375 end
                where id in (cast(:scratch as uuid), cast(:baseline as uuid))
                """).param("scratch", scratch).param("baseline", baseline).update();

        assertThat(Browse.page(http, "/runs/" + scratch).select("#gap dd").text())
                .isEqualTo("6.25 pp");
        assertThat(Browse.page(http, "/runs?experiment=" + experiment + "&method=fresh")
                        .select("tbody tr")
                        .text())
                .contains("6.25 pp");
        assertThat(this.<List<String>>read(
                        ok(get("/runs?maxGap=0.0625&sort=gap&experiment=" + experiment)), "$.items[*].id"))
                .containsExactly(scratch);
        assertThat(ok(get("/experiments/" + experiment + "/table?style=methods&format=markdown"))
                        .getContentAsString())
                .contains("| 4 | 87.50 %, gap 6.25 pp ? |");
        assertThat(this.<List<List<Double>>>read(
                        ok(get("/compare?runs=" + baseline + "," + scratch)), "$.results[?(@.name == 'gap')].values"))
                .containsExactly(Arrays.asList(null, 0.0625));
    }
}
