package io.bitgap.run.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.bitgap.WebRoleTest;
import io.bitgap.account.Permits;
import io.bitgap.format.Formats;
import io.bitgap.problem.Problem;
import io.bitgap.run.journal.RunEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebRoleTest
class RunStreamsTests {
    private static final String SPEC = """
            {"name": "Followed", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": ["4"]}
            """;

    @LocalServerPort
    int port;

    @Value("${spring.datasource.url}")
    String url;

    @Value("${spring.datasource.hikari.maximum-pool-size}")
    int connections;

    @Autowired
    RunStreams streams;

    @Autowired
    RunEvents events;

    @Autowired
    Permits permits;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    private final HttpClient client = HttpClient.newHttpClient();
    private String run = "";

    @BeforeEach
    void submit() throws Exception {
        String experiment = JsonPath.read(
                client.send(
                                request("/experiments")
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(SPEC))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body(),
                "$.slug");
        run = JsonPath.read(text("/experiments/" + experiment + "/runs").body(), "$.items[0].id");
    }

    @Test
    void asManyAsAreServedFollowWithoutHoldingAThreadAndAreForgottenWhenTheyAreGone() throws Exception {
        List<InputStream> followed = new ArrayList<>();
        for (int i = 0; i < RunStreams.MAX_STREAMS; i++) {
            followed.add(follow().body());
        }
        assertThat(streams.size()).isEqualTo(RunStreams.MAX_STREAMS);
        HttpResponse<String> refused = text("/runs/" + run + "/events");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("\"code\":\"too-many-streams\"");
        assertThat(text("/runs/" + run).statusCode())
                .as("as many as the server has threads are being served, and it has one left")
                .isEqualTo(200);

        for (InputStream each : followed) {
            each.close();
        }
        // a write to a client that has gone without a word ends with the server's own timeout of a minute
        await().atMost(Duration.ofSeconds(90)).until(() -> streams.size() == 0);
        HttpResponse<InputStream> next = follow();
        assertThat(next.statusCode()).isEqualTo(200);
        next.body().close();
    }

    @Test
    void whatIsNotThereCannotBeFollowed() throws Exception {
        assertThat(text("/runs/" + UUID.randomUUID() + "/events").statusCode()).isEqualTo(404);
        assertThat(text("/runs/" + run + "/events?after=-1").statusCode()).isEqualTo(400);
        assertThat(text("/runs/" + run + "/events?after=123456").body()).contains("bad-parameter", "/after");
    }

    @Test
    void aLongRunIsCaughtUpWithPortionAfterPortion() throws Exception {
        jdbc.sql("""
                        insert into log_line (run_id, line, event, at, level, text)
                        select id, number, last_event + number, now(), 'INFO', 'line ' || number
                        from run cross join generate_series(1, 1050) number where id = cast(:run as uuid)
                        """).param("run", run).update();
        jdbc.sql("""
                        update run set last_event = last_event + 1050, log_lines = 1050, state = 'CANCELED', finished_at = now()
                        where id = cast(:run as uuid)
                        """).param("run", run).update();
        String all = text("/runs/" + run + "/events").body();
        assertThat(all.lines().filter("event:log"::equals).count()).isEqualTo(1050);
        assertThat(all).contains("line 1050", "\"last\":true");
        assertThat(all)
                .as("how far it is, as a page writes it")
                .contains(
                        "\"shown\":{\"epoch\":\"0 of 30\",\"last\":\"–\",\"best\":\"–\",\"left\":\"–\",\"speed\":\"0\"},\"share\":0.0");
    }

    @Test
    void followersLeaveMostConnectionsToRequests() throws Exception {
        List<InputStream> followed = new ArrayList<>();
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // whoever reads a log waits now, as with the slowest database
            statement.execute("lock table log_line in access exclusive mode");
            for (int i = 0; i < 2 * connections; i++) {
                followed.add(follow().body());
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == RunStreams.readers(connections));
            assertThat(text("/runs/" + run + "/metrics").statusCode()).isEqualTo(200);
            assertThat(waiting()).isEqualTo(RunStreams.readers(connections)).isEqualTo(3);
        }
        for (InputStream each : followed) {
            // also whoever could not read while the others waited
            assertThat(CompletableFuture.supplyAsync(() -> reaches(each, "event:state")))
                    .succeedsWithin(Duration.ofSeconds(30))
                    .isEqualTo(true);
            each.close();
        }
    }

    private static boolean reaches(InputStream stream, String line) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        return reader.lines().anyMatch(line::equals);
    }

    private long waiting() {
        return jdbc.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock' and query like '%log_line%'
                        """).query(Long.class).single();
    }

    @Test
    void aProcessThatEndsIsFollowedByNobodyNew() {
        RunStreams ending =
                new RunStreams(events, permits, new Formats(), Clock.systemUTC(), Duration.ofSeconds(1), 10);
        ending.closed(new ContextClosedEvent(context));
        assertThatThrownBy(() -> ending.follow(UUID.fromString(run), 0))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("shutting-down"));
    }

    private HttpResponse<InputStream> follow() throws IOException, InterruptedException {
        return client.send(request("/runs/" + run + "/events").build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpResponse<String> text(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30));
    }
}
