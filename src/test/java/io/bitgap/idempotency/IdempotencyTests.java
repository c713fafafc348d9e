package io.bitgap.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.bitgap.WebRoleTest;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.servlet.HandlerExceptionResolver;

@WebRoleTest
class IdempotencyTests {
    @Autowired
    MockMvc http;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    StoredResponses answers;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    @Qualifier("handlerExceptionResolver")
    HandlerExceptionResolver errors;

    @Value("${spring.datasource.url}")
    String url;

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
    void aHundredThatWaitForOneKeyKeepNobodyElseFromTheDatabase() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(100);
        try (Connection holder = hold(key)) {
            CountDownLatch sent = new CountDownLatch(100);
            List<Future<MockHttpServletResponse>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(clients.submit(() -> {
                    sent.countDown();
                    return send(key, spec("1"));
                }));
            }
            sent.await();
            assertThat(http.perform(get("/experiments"))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .isEqualTo(200);
            assertThat(created()).isZero();
            holder.close();

            List<String> places = new ArrayList<>();
            for (Future<MockHttpServletResponse> call : calls) {
                if (call.get().getStatus() == 409) {
                    assertThat(call.get().getContentAsString()).contains("\"code\":\"idempotency-key-in-use\"");
                    assertThat(call.get().getHeader("Retry-After")).isEqualTo("5");
                } else {
                    assertThat(call.get().getStatus()).isEqualTo(201);
                    places.add(call.get().getHeader("Location"));
                }
            }
            assertThat(places.stream().distinct().count()).isLessThanOrEqualTo(1);
            MockHttpServletResponse later = send(key, spec("1"));
            assertThat(later.getStatus()).isEqualTo(201);
            assertThat(places).allMatch(place -> place.equals(later.getHeader("Location")));
            assertThat(created()).isEqualTo(1);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void whoeverHasWaitedFiveSecondsForAKeyIsToldToComeBack() throws Exception {
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        AtomicInteger seconds = new AtomicInteger();
        InstantSource clock = () -> start.plusSeconds(seconds.getAndIncrement());
        IdempotencyFilter filter = new IdempotencyFilter(answers, transactions, errors, clock.withZone(ZoneOffset.UTC));
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/experiments");
        request.addHeader("Idempotency-Key", key);
        MockHttpServletResponse answer = new MockHttpServletResponse();
        try (Connection holder = hold(key)) {
            assertThat(holder.isValid(1)).isTrue();
            filter.doFilter(request, answer, (first, second) -> {
                throw new AssertionError("the key is in use");
            });
        }
        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(answer.getContentAsString()).contains("\"code\":\"idempotency-key-in-use\"");
        assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
        assertThat(seconds.get()).as("looks at the clock, from 0 to 5 seconds").isEqualTo(6);
    }

    /** Another process that answers a request with this key, of nobody who has signed in, until the connection is closed. */
    private Connection hold(String held) throws SQLException {
        Connection holder = DriverManager.getConnection(url);
        try (PreparedStatement lock =
                holder.prepareStatement("select pg_advisory_lock(hashtextextended('Idempotency-Key  ' || ?, 0))")) {
            lock.setString(1, held);
            lock.execute();
        }
        return holder;
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
    void forgettingAKeyLeavesTheSameKeyOfSomebodyElse() throws Exception {
        send(key, spec("1"));
        jdbc.sql("""
                        with old as (
                          update idempotent_answer set created_at = created_at - interval '25 hours' where key = :key returning *)
                        insert into idempotent_answer (person, key, request_hash, status, body, created_at)
                        select 'eve', key, request_hash, status, body, now() from old
                        """).param("key", key).update();
        send(UUID.randomUUID().toString(), spec("2"));
        assertThat(jdbc.sql("select person from idempotent_answer where key = :key")
                        .param("key", key)
                        .query(String.class)
                        .list())
                .containsExactly("eve");
    }

    @Test
    void theAddressInOtherLettersIsTheSameAddress() throws Exception {
        for (int i = 0; i < 2; i++) {
            var answer = http.perform(post(URI.create("/%65xperiments"))
                            .contentType(MediaType.APPLICATION_JSON)
                            .header("Idempotency-Key", key)
                            .content(spec("1")))
                    .andReturn()
                    .getResponse();
            assertThat(answer.getStatus()).isEqualTo(201);
        }
        assertThat(created()).isEqualTo(1);
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
