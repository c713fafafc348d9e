package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadSightingsTests {
    private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");

    private final AtomicLong counter = new AtomicLong();
    private final DeadSightings sightings = new DeadSightings(Duration.ofSeconds(3), counter::get);

    @Test
    void aHeartbeatThatStandsStillWhileItIsWatchedIsThatOfADeadWorker() {
        assertThat(sightings.confirmed(beat(OLD, 1))).isFalse();
        pass(6);
        assertThat(sightings.confirmed(beat(OLD, 1))).isTrue();
    }

    @Test
    void aHeartbeatThatGoesOnIsThatOfALivingOneHoweverOldItLooks() {
        for (int second = 0; second < 100; second += 6) {
            assertThat(sightings.confirmed(beat(OLD.plusSeconds(second), 1))).isFalse();
            pass(6);
        }
    }

    @Test
    void anotherExecutionOfTheSameRunIsWatchedAnew() {
        assertThat(sightings.confirmed(beat(OLD, 1))).isFalse();
        pass(6);
        assertThat(sightings.confirmed(beat(OLD, 2))).isFalse();
        pass(1);
        assertThat(sightings.confirmed(beat(OLD, 2))).isFalse();
    }

    private void pass(int seconds) {
        counter.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static Execution beat(Instant heartbeat, long version) {
        return new Execution(
                OLD, new TaskInstance<>("train-run", "1"), true, "other", null, null, 0, heartbeat, version);
    }
}
