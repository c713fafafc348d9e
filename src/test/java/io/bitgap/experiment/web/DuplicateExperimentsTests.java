package io.bitgap.experiment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;

@WebRoleTest
class DuplicateExperimentsTests extends ApiTest {
    @Test
    void thePreviewNamesStoredExperimentsOfTheSameSpecNewestFirst() throws Exception {
        String first = read(submit(with("\"seeds\": [1001]")), "$.id");
        String second = read(submit(with("\"seeds\": [1001], \"name\": \"other\", \"priority\": 7")), "$.id");
        submit(with("\"seeds\": [1002]"));

        MockHttpServletResponse preview = preview(with("\"seeds\": [1001], \"bits\": [\"4\"]"));

        assertThat(this.<List<String>>read(preview, "$.sameSpec[*].id")).containsExactly(second, first);
        assertThat(this.<List<String>>read(preview, "$.sameSpec[*].name")).containsExactly("other", "n");
        assertThat(this.<List<String>>read(preview, "$.sameSpec[*].state")).containsExactly("RUNNING", "RUNNING");
        assertThat(this.<String>read(preview, "$.sameSpec[0].slug")).isNotEmpty();
        assertThat(this.<String>read(preview, "$.sameSpec[0].createdAt")).endsWith("Z");
        assertThat(this.<List<String>>read(preview(with("\"seeds\": [1003]")), "$.sameSpec[*].id"))
                .isEmpty();
    }

    @Test
    void theSameSpecIsTakenFromItsStoredResultWhenThatIsAskedFor() throws Exception {
        MockHttpServletResponse made = reuse(with("\"seeds\": [1011]"));
        MockHttpServletResponse taken = reuse(with("\"seeds\": [1011], \"name\": \"again\""));
        MockHttpServletResponse fresh = submit(with("\"seeds\": [1011]"));

        assertThat(made.getStatus()).isEqualTo(201);
        assertThat(taken.getStatus()).isEqualTo(200);
        assertThat(this.<String>read(taken, "$.id")).isEqualTo(read(made, "$.id"));
        assertThat(taken.getHeader("Location")).isEqualTo(made.getHeader("Location"));
        assertThat(fresh.getStatus()).isEqualTo(201);
        assertThat(this.<String>read(fresh, "$.id")).isNotEqualTo(read(made, "$.id"));
    }

    @Test
    void whatFailedOrWasCanceledIsNotTaken() throws Exception {
        String canceled = read(reuse(with("\"seeds\": [1021]")), "$.id");
        ok(post("/experiments/" + canceled + "/cancel"));
        MockHttpServletResponse second = reuse(with("\"seeds\": [1021]"));
        assertThat(second.getStatus()).isEqualTo(201);
        jdbc.sql("update run set state = 'FAILED', finished_at = now() where experiment_id = :id and position = 0")
                .param("id", UUID.fromString(read(second, "$.id")))
                .update();
        assertThat(reuse(with("\"seeds\": [1021]")).getStatus()).isEqualTo(201);
    }

    @Test
    void twentySubmissionsAtOnceThatMayShareMakeOneExperiment() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Callable<MockHttpServletResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> reuse(with("\"seeds\": [1031]")));
        }
        List<String> ids = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        for (Future<MockHttpServletResponse> answer : threads.invokeAll(calls)) {
            ids.add(read(answer.get(), "$.id"));
            statuses.add(answer.get().getStatus());
        }
        threads.shutdown();

        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(statuses).containsOnlyOnce(201);
    }

    @Test
    void aWrongSpecIsRefusedWhetherOrNotItMayBeTaken() throws Exception {
        assertThat(reuse(with("\"bits\": [9]")).getStatus()).isEqualTo(422);
        assertThat(answer(post("/experiments?reuse=perhaps")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(with("\"seeds\": [1041]")))
                        .getStatus())
                .isEqualTo(400);
    }

    private MockHttpServletResponse reuse(String spec) throws Exception {
        return answer(post("/experiments?reuse=true")
                .contentType(MediaType.APPLICATION_JSON)
                .content(spec));
    }

    private MockHttpServletResponse preview(String spec) throws Exception {
        return ok(post("/experiments/preview")
                .contentType(MediaType.APPLICATION_JSON)
                .content(spec));
    }
}
