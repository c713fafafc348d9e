package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.bitgap.account.Visibility;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import io.bitgap.run.journal.MetricSeries;
import io.bitgap.training.MetricPoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** A small real run, followed through a real socket, and trained again. */
class RunStreamTests extends AllRolesTest {
    private static final String SPEC = """
            {"name": "Followed", "network": "resnet8", "dataset": "shapes10",
             "methods": [{"label": "chain", "weights": "pact", "activations": "pact", "start": "progressive"}, "dorefa"],
             "bits": ["4", "3"], "seeds": [7], "control": false,
             "baseline": {"epochs": 1, "batchSize": 32},
             "recipe": {"epochs": 1, "batchSize": 32, "learningRate": 0.01},
             "limits": {"trainExamples": 64, "testExamples": 32}}
            """;

    @LocalServerPort
    int port;

    @Autowired
    Experiments experiments;

    @Autowired
    Runs runs;

    private final HttpClient client = HttpClient.newHttpClient();

    private record Event(String id, String name, String data) {
        static Event of(String text) {
            return new Event(field(text, "id:"), field(text, "event:"), field(text, "data:"));
        }

        private static String field(String text, String name) {
            return text.lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()))
                    .collect(Collectors.joining());
        }

        <T> T read(String path) {
            return JsonPath.read(data, path);
        }
    }

    @Test
    void aRunIsFollowedFromItsQueueToItsExportAndRunAgainToTheSameBits() throws Exception {
        ExperimentView experiment = experiments.submit(JsonMapper.shared().readTree(SPEC), Visibility.EVERYONE);
        RunView narrow = runs.of(experiment.id()).get(2);
        CompletableFuture<HttpResponse<String>> stream =
                client.sendAsync(request(narrow, "/events").build(), HttpResponse.BodyHandlers.ofString());
        List<Event> all = events(stream.join());

        assertItToldEverything(narrow, all);
        assertItIsResumedAfterEveryEvent(narrow, all);
        assertUnknownEventsAreRefused(narrow, all);
        assertItIsRunAgainToTheSameBits(narrow);
    }

    private void assertItIsRunAgainToTheSameBits(RunView run) throws Exception {
        HttpResponse<String> answer = client.send(
                request(run, "/again").POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        RunView again = runs.get(JsonPath.<String>read(answer.body(), "$.id"));
        assertThat(answer.headers().firstValue("Location")).hasValue("/runs/" + again.id());
        assertThat(again.experiment()).isNotEqualTo(run.experiment());
        assertThat(runs.of(again.experiment()))
                .extracting(RunView::method, RunView::setting)
                .containsExactly(tuple("fp32", "fp32"), tuple("chain", "4"), tuple("chain", "3"));

        await().atMost(Duration.ofMinutes(3))
                .until(() -> runs.get(again.id().toString()).state().terminal());
        assertThat(values(again)).isEqualTo(values(run)).isNotEmpty();
    }

    /** What does not depend on the time that it took. */
    private List<MetricSeries> values(RunView run) {
        return runs.metrics(run.id(), List.of()).stream()
                .filter(series -> !series.name().equals(MetricPoint.TRAINING_SPEED))
                .toList();
    }

    private void assertItToldEverything(RunView run, List<Event> all) throws Exception {
        assertThat(all)
                .extracting(event -> Long.parseLong(event.id()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(named(all, "state"))
                .extracting(event -> (String) event.read("$.state"))
                .containsExactly("WAITING", "QUEUED", "STARTING", "RUNNING", "COMPLETED", "COMPLETED");
        Event last = all.get(all.size() - 1);
        assertThat(last.name()).isEqualTo("state");
        assertThat((Boolean) last.read("$.last")).isTrue();
        assertThat(named(all, "metric").stream()
                        .mapToInt(event -> ((List<?>) event.read("$.values")).size())
                        .sum())
                .isEqualTo(runs.metrics(run.id(), List.of()).stream()
                        .mapToInt(series -> series.points().size())
                        .sum());
        String log = client.send(request(run, "/log").build(), HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(log.lines().count()).isEqualTo(named(all, "log").size());
        assertThat(log)
                .containsSubsequence(
                        "Attempt 1 begins on cpu:0 of ",
                        "Starts from the weights of chain at 4, seed 7, after its epoch 1.",
                        "Data set shapes10",
                        "Training begins: 2 steps an epoch.",
                        "Calibrated ",
                        "Epoch 1 of 1: loss ",
                        "learning rate ",
                        "images/s",
                        "The checkpoint ",
                        "Training is completed.",
                        "Export of the checkpoint of epoch 1 begins.",
                        " simulated, ");
    }

    private void assertItIsResumedAfterEveryEvent(RunView run, List<Event> all) {
        List<CompletableFuture<HttpResponse<String>>> resumed = all.subList(0, all.size() - 1).stream()
                .map(known -> request(run, "/events")
                        .header("Last-Event-ID", known.id())
                        .build())
                .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .toList();
        for (int known = 0; known < resumed.size(); known++) {
            assertThat(events(resumed.get(known).join())).isEqualTo(all.subList(known + 1, all.size()));
        }
    }

    private void assertUnknownEventsAreRefused(RunView run, List<Event> all) throws Exception {
        String last = all.get(all.size() - 1).id();
        assertThat(status(run, last)).as("nothing follows").isEqualTo(204);
        assertThat(status(run, Long.parseLong(last) + 1 + "")).isEqualTo(400);
        assertThat(status(run, "abc")).isEqualTo(400);
    }

    private int status(RunView run, String lastEventId) throws IOException, InterruptedException {
        return client.send(
                        request(run, "/events")
                                .header("Last-Event-ID", lastEventId)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private HttpRequest.Builder request(RunView run, String what) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/runs/" + run.id() + what))
                .timeout(Duration.ofMinutes(3));
    }

    /** Those with an id: the others say what is true at a moment. */
    private static List<Event> events(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        return Arrays.stream(response.body().split("\n\n"))
                .map(Event::of)
                .filter(event -> !event.id().isEmpty())
                .toList();
    }

    private static List<Event> named(List<Event> all, String name) {
        return all.stream().filter(event -> event.name().equals(name)).toList();
    }
}
