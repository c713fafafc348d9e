package io.bitgap.queue;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.QUEUED;
import static io.bitgap.run.RunState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.bitgap.comparison.MigratedDatabase;
import io.bitgap.comparison.StoredRuns;
import io.bitgap.dataset.Datasets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored runs have 4 epochs; a completed one took 40 s, a running one took 10 s so far and has 30 s left. */
class ForecastsTests {
    private static final JdbcClient JDBC = MigratedDatabase.jdbc();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:16Z");
    private final Forecasts forecasts = new Forecasts(
            JDBC,
            new Workers(JDBC),
            new Workloads(new Datasets(Path.of("unused"), Map.of())),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void nothingWasTrained() {
        JDBC.sql("truncate experiment, worker cascade").update();
    }

    @Test
    void onAnEmptyDatabaseResNet20Trains824ImagesASecond() {
        StoredRuns runs = new StoredRuns(JDBC, "first of all", "resnet20", "cifar10");
        UUID run = runs.baseline(1, QUEUED, null);

        double seconds = 4 * (50_000 + 10_000 / 3.0) / 824;

        assertThat(forecasts.timeLeft(runs.experiment())).contains(Duration.ofSeconds(259));
        assertThat(queued(run).seconds()).isEqualTo(seconds);
    }

    @Test
    void onAnEmptyDatabaseOtherNetworksAndQuantizersAreCountedByWhatTheyCost() {
        StoredRuns runs = new StoredRuns(JDBC, "first quantized", "resnet8", "shapes10");
        UUID fp32 = runs.baseline(1, QUEUED, null);
        UUID pact = runs.run("pact", 4, 1, QUEUED, null);

        double seconds = 4 * (6_000 + 2_000 / 3.0) * 12_501_632 / 40_813_184 / 824;

        assertThat(queued(fp32).seconds()).isCloseTo(seconds, within());
        assertThat(queued(pact).seconds()).isCloseTo(1.16 * seconds, within());
    }

    @Test
    void runningRunsSayItThemselvesAndTheOthersAreAsFastAsThoseBefore() {
        StoredRuns runs = new StoredRuns(JDBC, "time left", "resnet8", "shapes10");
        runs.baseline(1, COMPLETED, 0.9);
        runs.run("pact", 8, 1, COMPLETED, 0.9);
        UUID running = runs.run("pact", 4, 1, RUNNING, 0.5);
        UUID waiting = runs.run("pact", 2, 1, QUEUED, null);

        assertThat(forecasts.timeLeft(runs.experiment())).contains(Duration.ofSeconds(30 + 40));
        assertThat(queued(running).seconds()).isEqualTo(30);
        assertThat(queued(waiting).seconds()).isCloseTo(40, within());
    }

    @Test
    void twoAtATimeTakeHalfAsLong() {
        StoredRuns runs = new StoredRuns(JDBC, "two at a time", "resnet8", "shapes10");
        runs.baseline(1, COMPLETED, 0.9);
        runs.run("pact", 4, 1, RUNNING, 0.5);
        runs.run("pact", 3, 1, RUNNING, 0.5);
        runs.run("pact", 2, 1, QUEUED, null);

        assertThat(forecasts.timeLeft(runs.experiment())).contains(Duration.ofSeconds((30 + 30 + 40) / 2));
    }

    @Test
    void aRunOfOtherDataIsScaledByItsImagesAndAQuantizedOneByItsSteps() {
        StoredRuns before = new StoredRuns(JDBC, "whole", "resnet8", "shapes10");
        before.baseline(1, COMPLETED, 0.9);
        StoredRuns half = new StoredRuns(JDBC, "half", "resnet8", "shapes10")
                .with("limits", Map.of("trainExamples", 3_000, "testExamples", 1_000));
        UUID fp32 = half.baseline(1, QUEUED, null);
        UUID pact = half.run("pact", 4, 1, QUEUED, null);

        assertThat(queued(fp32).seconds()).isCloseTo(20, within());
        assertThat(queued(pact).seconds()).isCloseTo(20 * 1.16, within());
    }

    @Test
    void aRunThatWasInterruptedSaysNothing() {
        StoredRuns runs = new StoredRuns(JDBC, "interrupted", "resnet20", "cifar10");
        UUID interrupted = runs.baseline(1, COMPLETED, 0.9);
        attempt(interrupted, 2, "a CPU");
        UUID next = runs.baseline(2, QUEUED, null);

        assertThat(queued(next).seconds()).isCloseTo(258.9, offset(0.1));
    }

    @Test
    void theProcessorThatTrainsNowCounts() {
        JDBC.sql("""
                insert into worker (name, role, version, started_at, heartbeat_at) values ('first', 'ALL', '1', now(), now());
                insert into worker_device (worker, position, name, kind, processor, threads)
                values ('first', 0, 'cpu:0', 'CPU', 'a slow CPU', 2)
                """).update();
        StoredRuns runs = new StoredRuns(JDBC, "two processors", "resnet8", "shapes10");
        UUID fast = runs.baseline(1, COMPLETED, 0.9);
        attempt(fast, 1, "a fast CPU");
        JDBC.sql("update run set finished_at = started_at + interval '10 s' where id = :id")
                .param("id", fast)
                .update();
        attempt(runs.baseline(2, COMPLETED, 0.9), 1, "a slow CPU");
        UUID next = runs.baseline(3, QUEUED, null);

        assertThat(forecasts.ofQueue().get(next)).isEqualTo(new PendingRun.Forecast(40.0, 0.0));
    }

    @Test
    void nothingIsSaidWhereTheDataSetIsGoneOrNothingIsLeft() {
        StoredRuns gone = new StoredRuns(JDBC, "gone", "resnet8", "not-configured");
        UUID run = gone.baseline(1, QUEUED, null);
        StoredRuns done = new StoredRuns(JDBC, "nothing left", "resnet8", "shapes10");
        done.baseline(1, COMPLETED, 0.9);

        assertThat(forecasts.timeLeft(gone.experiment())).isEmpty();
        assertThat(queued(run).seconds()).isNull();
        assertThat(forecasts.timeLeft(done.experiment())).isEmpty();
    }

    private static void attempt(UUID run, int number, String processor) {
        JDBC.sql("""
                insert into attempt (id, run_id, number, worker, device, state, started_at, ended_at, processor, threads)
                select gen_random_uuid(), id, :number, 'first', 'cpu:0', 'COMPLETED', started_at, finished_at,
                  :processor, 2 from run where id = :run
                """)
                .param("run", run)
                .param("number", number)
                .param("processor", processor)
                .update();
    }

    private static Offset<Double> within() {
        return offset(1e-6);
    }

    private PendingRun.Forecast queued(UUID run) {
        return Objects.requireNonNull(forecasts.ofQueue().get(run));
    }
}
