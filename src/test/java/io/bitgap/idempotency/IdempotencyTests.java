package io.bitgap.idempotency;

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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@WebRoleTest
class IdempotencyTests {
    @Autowired
    MockMvc http;

    @Autowired
    JdbcClient jdbc;

    private final String name = "once-" + UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();

    private String spec(String epochs) {
        return """
                {"name": "%s", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": ["4"],
                 "seeds": [1], "baseline": {"epochs": %s}}
                """.formatted(name, epochs);
    }

    private MockHttpServletResponse send(String withKey, String body) throws Exception {
        return http.perform(post("/experiments")
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Idempotency-Key", withKey)
                        .content(body))
                .andReturn()
                .getResponse();
    }

    private long created() {
        return jdbc.sql("select count(*) from experiment where name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    @Test
    void twentyRequestsAtOnceCreateOneExperiment() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(20);
        try {
            List<Callable<MockHttpServletResponse>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(() -> send(key, spec("1")));
            }
            List<String> bodies = new ArrayList<>();
            List<String> places = new ArrayList<>();
            int first = 0;
            for (Future<MockHttpServletResponse> call : clients.invokeAll(calls)) {
                assertThat(call.get().getStatus()).isEqualTo(201);
                bodies.add(call.get().getContentAsString());
                places.add(call.get().getHeader("Location"));
                first += call.get().getHeader("Idempotency-Replayed") == null ? 1 : 0;
            }
            assertThat(bodies.stream().distinct()).hasSize(1);
            assertThat(places.stream().distinct()).singleElement().asString().startsWith("/experiments/once-");
            assertThat(first).isEqualTo(1);
            assertThat(created()).isEqualTo(1);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() throws Exception {
        assertThat(send(key, spec("1")).getStatus()).isEqualTo(201);
        MockHttpServletResponse other = send(key, spec("2"));
        assertThat(other.getStatus()).isEqualTo(422);
        assertThat(other.getContentType()).startsWith("application/problem+json");
        assertThat(other.getContentAsString()).contains("idempotency-key-reused");
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void aRefusedRequestMayBeSentAgainMendedWithTheSameKey() throws Exception {
        MockHttpServletResponse wrong = send(key, spec("-1"));
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString()).contains("/baseline/epochs");
        assertThat(send(key, spec("1")).getStatus()).isEqualTo(201);
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void aKeyIsForgottenAfterADay() throws Exception {
        assertThat(send(key, spec("1")).getStatus()).isEqualTo(201);
        jdbc.sql("update idempotent_answer set created_at = created_at - interval '25 hours' where key = :key")
                .param("key", key)
                .update();
        assertThat(send(key, spec("2")).getStatus()).isEqualTo(201);
        assertThat(created()).isEqualTo(2);
    }

    @Test
    void aKeyThatCannotBeOneIsRefused() throws Exception {
        for (String bad : List.of("", "two words", "x".repeat(256))) {
            MockHttpServletResponse answer = send(bad, spec("1"));
            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(answer.getContentAsString()).contains("bad-idempotency-key");
        }
        assertThat(created()).isZero();
    }
}
