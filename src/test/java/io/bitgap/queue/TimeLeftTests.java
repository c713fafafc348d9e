package io.bitgap.queue;

import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.QUEUED;
import static io.bitgap.run.RunState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.comparison.MigratedDatabase;
import io.bitgap.comparison.StoredRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored runs have 4 epochs; a completed one took 40 s, a running one has 30 s left. */
class TimeLeftTests {
    private static final JdbcClient JDBC = MigratedDatabase.jdbc();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:16Z");
    private final TimeLeft timeLeft = new TimeLeft(JDBC, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void runningRunsSayItThemselvesAndTheOthersGoAtThePaceSoFar() {
        StoredRuns runs = new StoredRuns(JDBC, "time left", "resnet8", "shapes10");
        runs.baseline(1, COMPLETED, 0.9);
        runs.run("pact", 8, 1, COMPLETED, 0.9);
        runs.run("pact", 4, 1, RUNNING, 0.5);
        runs.run("pact", 2, 1, QUEUED, null);

        // 30 s of the running one; 4 epochs at (40 s + 40 s) / 8 epochs: 10 s of the running one are over, 30 s left
        assertThat(timeLeft.of(runs.experiment())).contains(Duration.ofSeconds(30 + 40));
    }

    @Test
    void twoAtATimeTakeHalfAsLong() {
        StoredRuns runs = new StoredRuns(JDBC, "two at a time", "resnet8", "shapes10");
        runs.baseline(1, COMPLETED, 0.9);
        runs.run("pact", 4, 1, RUNNING, 0.5);
        runs.run("pact", 3, 1, RUNNING, 0.5);
        runs.run("pact", 2, 1, QUEUED, null);

        assertThat(timeLeft.of(runs.experiment())).contains(Duration.ofSeconds((30 + 30 + 40) / 2));
    }

    @Test
    void nothingMeasuredOrNothingLeftIsNoEstimate() {
        StoredRuns waiting = new StoredRuns(JDBC, "nothing measured", "resnet8", "shapes10");
        waiting.baseline(1, QUEUED, null);
        StoredRuns done = new StoredRuns(JDBC, "nothing left", "resnet8", "shapes10");
        done.baseline(1, COMPLETED, 0.9);

        assertThat(timeLeft.of(waiting.experiment())).isEmpty();
        assertThat(timeLeft.of(done.experiment())).isEmpty();
    }
}
