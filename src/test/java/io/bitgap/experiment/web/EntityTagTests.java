package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import io.bitgap.run.RunProgress;
import io.bitgap.run.WorkerDevice;
import io.bitgap.training.Progress;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;

@WebRoleTest
class EntityTagTests extends ApiTest {
    @Autowired
    RunProgress work;

    String experiment;
    String run;
    String waiting;

    @BeforeEach
    void submitAnExperiment() throws Exception {
        experiment = "/experiments/" + this.<String>read(submit(with("\"seeds\": [1]")), "$.slug");
        List<String> ids = read(ok(get(experiment + "/runs")), "$.items[*].id");
        run = "/runs/" + ids.get(0);
        waiting = "/runs/" + ids.get(1);
    }

    @Test
    void whatIsReadAgainAndHasNotChangedIsNotSentAgain() throws Exception {
        for (String path : List.of(run, experiment, "/networks/resnet8", "/quantizers/pact")) {
            String tag = tag(path);
            assertThat(tag).as(path).matches("\"[0-9a-f.]+\"");
            MockHttpServletResponse again = answer(get(path).header("If-None-Match", tag));
            assertThat(again.getStatus()).as(path).isEqualTo(304);
            assertThat(again.getContentAsByteArray()).as(path).isEmpty();
            assertThat(again.getHeader("ETag")).isEqualTo(tag);
            assertThat(answer(get(path).header("If-None-Match", "\"other\"")).getStatus())
                    .isEqualTo(200);
        }
        assertThat(answer(get("/runs")).getHeader("ETag")).as("lists").isNull();
    }

    @Test
    void progressIsNewsButDoesNotKeepAnybodyFromActing() throws Exception {
        UUID attempt = begin();
        String before = tag(run);
        work.progressed(attempt, new Progress(0, 3, 5, 10, 100, 60));

        MockHttpServletResponse news = answer(get(run).header("If-None-Match", before));
        assertThat(news.getStatus()).isEqualTo(200);
        assertThat(news.getHeader("ETag")).isNotEqualTo(before);

        MockHttpServletResponse paused = ok(post(run + "/pause").header("If-Match", before));
        assertThat(this.<String>read(paused, "$.state")).isEqualTo("PAUSED");
        assertThat(paused.getHeader("ETag")).as("for the next action").isEqualTo(tag(run));
    }

    @Test
    void aRunWhoseStateHasChangedSinceIsLeftAlone() throws Exception {
        String before = tag(run);
        begin();
        MockHttpServletResponse refused = answer(post(run + "/cancel").header("If-Match", before));
        assertThat(refused.getStatus()).isEqualTo(412);
        assertThat(refused.getContentType()).isEqualTo("application/problem+json");
        assertThat(this.<String>read(refused, "$.code")).isEqualTo("stale-state");
        assertThat(this.<String>read(refused, "$.detail"))
                .contains("is RUNNING now")
                .contains("Read it again");
        assertThat(this.<List<String>>read(refused, "$.allowedActions")).containsExactly("pause", "cancel");
        assertThat(this.<String>read(ok(get(run)), "$.state")).isEqualTo("RUNNING");

        for (String action : List.of("pause", "resume", "retry", "cancel")) {
            assertThat(answer(post(run + "/" + action).header("If-Match", before))
                            .getStatus())
                    .as(action)
                    .isEqualTo(412);
        }
        assertThat(answer(post(run + "/cancel").header("If-Match", "W/" + tag(run)))
                        .getStatus())
                .as("a weak tag")
                .isEqualTo(412);
        ok(post(run + "/cancel").header("If-Match", "\"other\", " + tag(run)));
    }

    @Test
    void aStarAndNoHeaderAskForNothing() throws Exception {
        ok(post(run + "/pause").header("If-Match", "*"));
        ok(post(run + "/resume"));
        assertThat(answer(post("/runs/" + UUID.randomUUID() + "/pause").header("If-Match", "*"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(answer(post("/runs/" + UUID.randomUUID() + "/pause").header("If-Match", "\"x\""))
                        .getStatus())
                .isEqualTo(404);
        MockHttpServletResponse unquoted = answer(post(run + "/pause").header("If-Match", "abc"));
        assertThat(unquoted.getStatus()).isEqualTo(400);
        assertThat(this.<String>read(unquoted, "$.errors[0].pointer")).isEqualTo("/If-Match");
    }

    /** What does not look at the condition must not change anything as if it had been met, nor say 412 of what it has changed. */
    @Test
    void aConditionOnWhatHasNoneIsRefusedBeforeAnythingChanges() throws Exception {
        String before = answer(get(experiment)).getContentAsString();
        MockHttpServletResponse refused = answer(patch(experiment)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"visibility\": \"everyone\"}")
                .header("If-Match", tag(experiment)));
        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(this.<String>read(refused, "$.code")).isEqualTo("condition-unsupported");
        assertThat(answer(get(experiment)).getContentAsString()).isEqualTo(before);

        MockHttpServletResponse shared = ok(patch(experiment)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"visibility\": \"everyone\"}")
                .header("If-Match", "*"));
        assertThat(shared.getHeader("ETag")).isEqualTo(tag(experiment));
    }

    @Test
    void anExperimentIsActedOnAsItWasRead() throws Exception {
        String before = tag(experiment);
        work.failed(begin(), "x", "It broke.");
        assertThat(answer(post(experiment + "/cancel").header("If-Match", before))
                        .getStatus())
                .isEqualTo(412);
        assertThat(answer(post(experiment + "/retry-failed").header("If-Match", before))
                        .getStatus())
                .isEqualTo(412);
        ok(post(experiment + "/retry-failed").header("If-Match", tag(experiment)));
        ok(post(experiment + "/cancel").header("If-Match", tag(experiment)));
    }

    @Test
    void ofManyWhoReadTheSameOnlyOneActs() throws Exception {
        String read = tag(waiting);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<Integer> pause =
                () -> answer(post(waiting + "/pause").header("If-Match", read)).getStatus();
        List<Integer> statuses = threads.invokeAll(java.util.Collections.nCopies(8, pause)).stream()
                .map(EntityTagTests::status)
                .sorted()
                .toList();
        threads.shutdown();
        assertThat(statuses).containsExactly(200, 412, 412, 412, 412, 412, 412, 412);
    }

    private static int status(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String tag(String path) throws Exception {
        return Objects.requireNonNull(ok(get(path)).getHeader("ETag"));
    }

    private UUID begin() {
        UUID attempt = work.take(
                        UUID.fromString(run.substring("/runs/".length())), new WorkerDevice("w", "cpu:0", "a CPU", 2))
                .orElseThrow()
                .attemptId();
        work.begun(attempt, 10);
        return attempt;
    }
}
