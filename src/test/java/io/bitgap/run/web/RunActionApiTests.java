package io.bitgap.run.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.map;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.web.Browse;
import io.bitgap.experiment.web.ApiTest;
import io.bitgap.run.RunProgress;
import io.bitgap.run.WorkerDevice;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;

@WebRoleTest
class RunActionApiTests extends ApiTest {
    @Autowired
    RunProgress work;

    String experiment;
    String baseline;
    String dependant;

    @BeforeEach
    void submitAnExperiment() throws Exception {
        experiment = read(submit(with("\"seeds\": [1]")), "$.slug");
        List<String> ids = read(ok(get("/experiments/" + experiment + "/runs")), "$.items[*].id");
        baseline = ids.get(0);
        dependant = ids.get(1);
    }

    @Test
    void everyActionAnswersTheRunAsItIsNow() throws Exception {
        assertThat(actions(ok(get("/runs/" + baseline)))).containsExactly("pause", "cancel");
        for (List<String> step : List.of(
                List.of("pause", "PAUSED", "resume", "cancel"),
                List.of("resume", "QUEUED", "pause", "cancel"),
                List.of("cancel", "CANCELED", "retry"),
                List.of("retry", "QUEUED", "pause", "cancel"))) {
            MockHttpServletResponse answer = ok(post("/runs/" + baseline + "/" + step.get(0)));
            assertThat(this.<String>read(answer, "$.id")).isEqualTo(baseline);
            assertThat(this.<String>read(answer, "$.state")).isEqualTo(step.get(1));
            assertThat(actions(answer)).isEqualTo(step.subList(2, step.size()));
        }
        assertThat(this.<String>read(ok(get("/runs/" + dependant)), "$.state")).isEqualTo("WAITING");
    }

    @Test
    void anAttemptThatEndedWithAPauseWasHandedBackAndNotLost() throws Exception {
        work.take(UUID.fromString(baseline), new WorkerDevice("first", "cpu:0", "a CPU", 2));
        ok(post("/runs/" + baseline + "/pause"));

        assertThat(this.<Map<String, Object>>read(ok(get("/runs/" + baseline)), "$.attempts[0]"))
                .containsEntry("state", "LOST")
                .containsEntry("released", true)
                .containsEntry("reason", "Paused by a user.");
        Element attempt = Browse.page(http, "/runs/" + baseline).expectFirst("#attempts tbody tr");
        assertThat(attempt.text()).contains("handed back", "Paused by a user.").doesNotContainIgnoringCase("lost");
    }

    @Test
    void whatIsNotAllowedIsAConflictThatSaysWhatIs() throws Exception {
        for (String action : List.of("resume", "retry")) {
            MockHttpServletResponse answer = answer(post("/runs/" + baseline + "/" + action));
            assertThat(answer.getStatus()).isEqualTo(409);
            assertThat(answer.getContentType()).isEqualTo("application/problem+json");
            assertThat(this.<String>read(answer, "$.code")).isEqualTo("illegal-state");
            assertThat(actions(answer)).containsExactly("pause", "cancel");
        }
        assertThat(this.<String>read(answer(post("/runs/" + baseline + "/retry")), "$.detail"))
                .isEqualTo("The run fp32, seed 1, is QUEUED and cannot be tried again.");
        MockHttpServletResponse nothingFailed = answer(post("/experiments/" + experiment + "/retry-failed"));
        assertThat(nothingFailed.getStatus()).isEqualTo(409);
        assertThat(actions(nothingFailed)).containsExactly("cancel");
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        for (String path : List.of(
                "/runs/" + UUID.randomUUID() + "/pause",
                "/runs/" + UUID.randomUUID() + "/resume",
                "/runs/" + UUID.randomUUID() + "/retry",
                "/runs/none/retry",
                "/experiments/none/retry-failed")) {
            assertThat(answer(post(path)).getStatus()).as(path).isEqualTo(404);
        }
    }

    @Test
    void anExperimentIsCanceledWithItsPausedRunsAndItsFailedRunsAreTriedAgain() throws Exception {
        fail(baseline);
        MockHttpServletResponse again = ok(post("/experiments/" + experiment + "/retry-failed"));
        assertThat(this.<String>read(again, "$.slug")).isEqualTo(experiment);
        assertThat(this.<String>read(again, "$.state")).isEqualTo("RUNNING");
        assertThat(this.<List<String>>read(ok(get("/experiments/" + experiment + "/runs")), "$.items[*].state"))
                .containsExactly("QUEUED", "WAITING");

        ok(post("/runs/" + baseline + "/pause"));
        assertThat(this.<String>read(ok(post("/experiments/" + experiment + "/cancel")), "$.state"))
                .isEqualTo("CANCELED");
        assertThat(answer(post("/experiments/" + experiment + "/cancel")).getStatus())
                .isEqualTo(409);
    }

    @Test
    void aRunsPageHasTheButtonsThatItsStateAllows() throws Exception {
        String page = "/runs/" + baseline;
        assertThat(buttons(page)).containsExactly("/pause", "/cancel", "/again");
        press(page, "/pause");
        assertThat(buttons(page)).containsExactly("/resume", "/cancel", "/again");
        press(page, "/resume");
        assertThat(buttons(page)).containsExactly("/pause", "/cancel", "/again");
        press(page, "/cancel");
        assertThat(buttons(page)).containsExactly("/retry", "/again");
        press(page, "/retry");
        assertThat(buttons(page)).containsExactly("/pause", "/cancel", "/again");
        assertThat(Browse.page(http, page).expectFirst("form[action$=/cancel]").closest("details.confirm"))
                .isNotNull();
    }

    @Test
    void anExperimentsPageOffersToTryFailedRunsAgain() throws Exception {
        String page = "/experiments/" + experiment;
        assertThat(buttons(page)).containsExactly("/cancel");
        fail(baseline);
        assertThat(buttons(page)).containsExactly("/retry-failed");
        press(page, "/retry-failed");
        assertThat(buttons(page)).containsExactly("/cancel");
    }

    @Test
    void theActionsAreDescribed() throws Exception {
        MockHttpServletResponse api = ok(get("/v3/api-docs"));
        for (String path : List.of(
                "/runs/{id}/pause",
                "/runs/{id}/resume",
                "/runs/{id}/cancel",
                "/runs/{id}/retry",
                "/experiments/{id}/cancel",
                "/experiments/{id}/retry-failed")) {
            String ifMatch = "$.paths['" + path + "'].post.parameters[?(@.name == 'If-Match')]";
            assertThat(this.<List<Map<String, Object>>>read(api, ifMatch))
                    .as(path)
                    .singleElement()
                    .satisfies(header -> assertThat(header).containsEntry("required", false))
                    .extracting("schema")
                    .asInstanceOf(map(String.class, Object.class))
                    .containsEntry("type", "string");
        }
    }

    private void fail(String run) {
        UUID attempt = work.take(UUID.fromString(run), new WorkerDevice("w", "cpu:0", "a CPU", 2))
                .orElseThrow()
                .attemptId();
        work.failed(attempt, "x", "It broke.");
    }

    private List<String> actions(MockHttpServletResponse answer) throws Exception {
        return read(answer, "$.allowedActions");
    }

    /** The last part of the addresses that a page's buttons post to. */
    private List<String> buttons(String page) throws Exception {
        return Browse.page(http, page).select(".actions form").stream()
                .map(form -> form.attr("action"))
                .map(action -> action.substring(action.lastIndexOf('/')))
                .toList();
    }

    private void press(String page, String action) throws Exception {
        Document before = Browse.page(http, page);
        Element form = before.expectFirst(".actions form[action$=" + action + "]");
        MockHttpServletResponse sent = answer(post(form.attr("action"))
                .header("Accept", Browse.BROWSER)
                .formField("from", form.expectFirst("input[name=from]").val()));
        assertThat(sent.getRedirectedUrl()).isEqualTo(page);
    }
}
