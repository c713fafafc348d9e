package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.BitgapProcess;
import io.bitgap.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service and the worker that it starts, as real processes. */
@Tag("application")
class WorkerProcessTests {
    private static final String EXPERIMENT = """
            {"name": "t", "network": "resnet8", "dataset": "shapes10", "methods": ["google-int8"], "bits": ["4"], "seeds": [1],
             "baseline": {"epochs": 3, "batchSize": 32, "learningRate": 0.05}, "recipe": {"epochs": 1, "batchSize": 32},
             "limits": {"trainExamples": 480, "testExamples": 32}, "control": false}
            """;

    /** On a machine that does much else. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void aWorkerThatIsKilledTakesNoPageWithItAndItsRunGoesOnInTheNextOne() {
        try (var service = BitgapProcess.start(
                folder.resolve("log"),
                Map.of(
                        "BITGAP_ROLE", "all",
                        "BITGAP_QUICKSTART", "false",
                        "BITGAP_WORKER_HEAP", "700m",
                        "BITGAP_DATA_DIR", folder.resolve("data").toString(),
                        "SPRING_DATASOURCE_URL", TestDatabase.migrated()))) {
            service.awaitStarted();
            service.post("/experiments", EXPERIMENT);
            await().atMost(PATIENCE)
                    .until(() -> baseline(service).path("metrics").path("last").isNumber());
            ProcessHandle worker = service.worker().orElseThrow();
            assertThat(worker.info().arguments())
                    .hasValueSatisfying(arguments -> assertThat(arguments)
                            .contains("-Xmx700m")
                            .noneMatch(argument -> argument.contains("jdbc:")));
            worker.destroyForcibly();

            await().atMost(PATIENCE)
                    .until(() -> attempt(service, 0).path("state").asString(), "LOST"::equals);
            assertThat(attempt(service, 0).path("reason").asString())
                    .endsWith("was lost: its process was killed (signal 9), as the kernel does when memory is short.");
            for (String page : List.of("/", "/experiments", "/workers", "/actuator/health/readiness")) {
                assertThat(service.status(page)).as(page).isEqualTo(200);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(service.get("/runs?state=COMPLETED")
                                    .path("total")
                                    .asInt())
                            .isEqualTo(2));
            assertThat(baseline(service).path("attempts")).hasSize(2);
            assertThat(service.get("/workers")
                            .path("items")
                            .path(0)
                            .path("lastEnd")
                            .path("how")
                            .asString())
                    .contains("signal 9");

            ProcessHandle next = service.worker().orElseThrow();
            assertThat(next.pid()).isNotEqualTo(worker.pid());
            service.stop();
            assertThat(next.isAlive()).isFalse();
        }
    }

    private static JsonNode baseline(BitgapProcess service) {
        JsonNode found = service.get("/runs?method=fp32").path("items").path(0);
        return service.get("/runs/" + found.path("id").asString());
    }

    private static JsonNode attempt(BitgapProcess service, int index) {
        return baseline(service).path("attempts").path(index);
    }
}
