package io.bitgap.run.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredOutcomes;
import io.bitgap.experiment.web.ApiTest;
import io.bitgap.run.RunProgress;
import io.bitgap.run.WorkerDevice;
import io.bitgap.run.journal.LogLevel;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;

@WebRoleTest
class RunLogApiTests extends ApiTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    @Autowired
    RunProgress work;

    private String log = "";
    private UUID run = new UUID(0, 0);

    @BeforeEach
    void aRunHasALog() throws Exception {
        String experiment = read(submit(with("\"seeds\": [3]")), "$.slug");
        run = UUID.fromString(read(ok(get("/experiments/" + experiment + "/runs")), "$.items[0].id"));
        log = "/runs/" + run + "/log";
        UUID attempt = work.take(run, new WorkerDevice("w", "cpu:0", "a CPU", 1))
                .orElseThrow()
                .attemptId();
        work.begun(attempt, 10);
        work.logged(attempt, LogLevel.WARN, "100 % of <b>values</b> are clipped.");
    }

    @Test
    void whoeverAsksForNothingInParticularGetsTheWholeLogAsText() throws Exception {
        for (MockHttpServletResponse response : List.of(
                ok(get(log)),
                ok(get(log).header("Accept", "*/*")),
                ok(get(log + ".txt").header("Accept", BROWSER)))) {
            assertThat(response.getContentType()).isEqualTo("text/plain;charset=UTF-8");
            assertThat(response.getContentAsString().lines())
                    .hasSize(4)
                    .allMatch(line ->
                            line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (INFO|WARN)  ?\\[1] .+"));
            assertThat(response.getContentAsString()).contains("Attempt 1 begins on cpu:0 of w (a CPU, 1 thread).");
        }
    }

    @Test
    void programsGetLinesAPageAtATime() throws Exception {
        MockHttpServletResponse first = ok(get(log + "?limit=3").accept("application/json"));
        assertThat((List<?>) read(first, "$.items[*].line")).isEqualTo(List.of(1, 2, 3));
        assertThat((Integer) read(first, "$.total")).isEqualTo(4);
        String token = read(first, "$.nextPageToken");

        MockHttpServletResponse rest =
                ok(get(log + "?limit=3&pageToken=" + token).accept("application/json"));
        assertThat((List<?>) read(rest, "$.items[*].level")).isEqualTo(List.of("WARN"));
        assertThat((Object) read(rest, "$.nextPageToken")).isNull();
        assertThat((List<?>) read(ok(get(log + "?after=4").accept("application/json")), "$.items"))
                .isEmpty();
    }

    @Test
    void aSearchTakesItsTextAsItIsInWhateverCase() throws Exception {
        assertThat(lines("?q=ATTEMPT")).isEqualTo(1);
        assertThat(lines("?q=100 % of")).isEqualTo(1);
        assertThat(lines("?q=100 _ of")).isZero();
        assertThat(lines("?level=WARN")).isEqualTo(1);
        assertThat(lines("?level=INFO&q=begins")).isEqualTo(2);
        assertThat(lines("?after=3")).isEqualTo(1);
    }

    private long lines(String query) throws Exception {
        return ok(get(log + query)).getContentAsString().lines().count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"level=LOUD", "after=-1", "after=x"})
    void whatNoLogHasIsRefused(String query) throws Exception {
        assertThat(answer(get(log + "?" + query)).getStatus()).isEqualTo(400);
        assertThat(answer(get(log).queryParam("q", "x".repeat(201))).getStatus())
                .isEqualTo(400);
    }

    @Test
    void aBrowserGetsThePageWhichHasTheLogAndSearchesIt() throws Exception {
        MockHttpServletResponse response = answer(get(log).header("Accept", BROWSER));
        assertThat(response.getStatus()).isEqualTo(302);
        assertThat(response.getHeader("Location")).isEqualTo("/runs/" + run + "#log");

        Document page = page("/runs/" + run);
        assertThat(page.select(".log li")).hasSize(4);
        assertThat(page.select(".log li.warn").text()).endsWith("warn 100 % of <b>values</b> are clipped.");
        assertThat(page.select("[data-follow]").attr("data-follow")).startsWith("/runs/" + run + "/events?after=");
        Document found = page("/runs/" + run + "?q=CLIPPED&level=");
        assertThat(found.select(".log li")).hasSize(1);
        assertThat(found.select("#q").val()).isEqualTo("CLIPPED");
        assertThat(page("/runs/" + run + "?q=nowhere").select("#log-news p").text())
                .isEqualTo("No line matches.");
    }

    @Test
    void aRunIsRunAgainAloneAndComparedWithItsOriginal() throws Exception {
        MockHttpServletResponse created = answer(post("/runs/" + run + "/again"));
        assertThat(created.getStatus()).as(created.getContentAsString()).isEqualTo(201);
        String again = read(created, "$.id");
        assertThat(created.getHeader("Location")).isEqualTo("/runs/" + again);
        assertThat((String) read(created, "$.method")).isEqualTo("fp32");
        String experiment = read(created, "$.experiment");
        assertThat((Integer) read(ok(get("/experiments/" + experiment + "/runs")), "$.total"))
                .isEqualTo(1);
        assertThat((String) read(ok(get("/experiments/" + experiment)), "$.name"))
                .isEqualTo("n, again: fp32, seed 3");

        assertThat(page("/runs/" + again).select("#compare").attr("href"))
                .startsWith("/compare?runs=")
                .endsWith("," + again);
        assertThat(page("/experiments/" + experiment).select("h1").text()).isEqualTo("n, again: fp32, seed 3");
        assertThat(page("/runs/" + run).select("#replicates a[href^=/compare]")).isNotEmpty();
        assertThat(answer(post("/runs/" + again + "/again")).getStatus())
                .as("also what was run again alone")
                .isEqualTo(201);
        MockHttpServletResponse form =
                answer(post("/runs/" + run + "/again").param("from", "page").header("Accept", BROWSER));
        assertThat(form.getStatus()).isEqualTo(302);
        assertThat(form.getHeader("Location")).startsWith("/runs/").doesNotContain(run.toString());
    }

    @Test
    void anAnswerThatWasLostIsAskedForAgainWithItsKey() throws Exception {
        String key = UUID.randomUUID().toString();
        MockHttpServletResponse first = answer(post("/runs/" + run + "/again").header("Idempotency-Key", key));
        long experiments = experiments();
        MockHttpServletResponse second = answer(post("/runs/" + run + "/again").header("Idempotency-Key", key));

        assertThat(second.getContentAsString()).isEqualTo(first.getContentAsString());
        assertThat(experiments()).isEqualTo(experiments);
    }

    @Test
    void aRunWhosePlanMeansSomethingElseTodayIsNotRunExactlyAgain() throws Exception {
        new StoredOutcomes(jdbc).plan(run, "{recipe,learningRate}", "0.123");

        MockHttpServletResponse refused = answer(post("/runs/" + run + "/again"));

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat((String) read(refused, "$.code")).isEqualTo("plan-changed");
        assertThat(answer(post("/runs/" + UUID.randomUUID() + "/again")).getStatus())
                .isEqualTo(404);
    }

    private Document page(String path) throws Exception {
        return Jsoup.parse(ok(get(path).header("Accept", BROWSER)).getContentAsString());
    }
}
