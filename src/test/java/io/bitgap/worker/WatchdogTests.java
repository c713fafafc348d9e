package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.run.RunProgress;
import io.bitgap.run.RunState;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ScriptedWorkerTest
class WatchdogTests {
    private static final long GB = 1L << 30;

    @Autowired
    QueuedRuns queued;

    @Autowired
    RunProgress work;

    @Autowired
    Runs runs;

    private final AtomicLong counter = new AtomicLong();
    private final AtomicInteger ended = new AtomicInteger();
    private long used = GB;

    @Test
    void aRunWhoseStepsDoNotEndIsNotedAndThenFailedAndItsProcessEnded() {
        UUID run = queued.store(plan(90, 1), 0);
        Watchdog watchdog = watchdog();
        try (var watched = watchdog.watch(begun(run))) {
            pass(Duration.ofMinutes(9));
            watched.alive();
            pass(Duration.ofMinutes(9));
            watchdog.look();
            assertThat(attempt(run).note()).isNull();

            pass(Duration.ofMinutes(2));
            watchdog.look();
            assertThat(attempt(run).note()).startsWith("No step has ended for 11 min");
            assertThat(ended).hasValue(0);

            pass(Duration.ofHours(1));
            watchdog.look();
        }
        assertThat(queued.state(run)).isEqualTo(RunState.FAILED);
        assertThat(runs.get(run.toString()).stateReason()).contains("No step has ended for 1 h", "smaller batch size");
        assertThat(ended).hasValue(ProcessEnd.STUCK);
    }

    @Test
    void memoryThatIsNearlyUsedUpAndATrainingFarAboveItsEstimateAreNotedOnce() {
        UUID run = queued.store(plan(91, 1), 0);
        Watchdog watchdog = watchdog();
        try (var watched = watchdog.watch(begun(run))) {
            watched.estimated(300);
            used = 2 * GB - 1;
            watchdog.look();
            watchdog.look();
            assertThat(attempt(run).note()).containsOnlyOnce("memory is nearly used up");

            for (int minute = 0; minute < 16; minute++) {
                pass(Duration.ofMinutes(1));
                watched.alive();
                watchdog.look();
            }
            assertThat(attempt(run).note()).containsOnlyOnce("was estimated at");
        }
        runs.cancel(run.toString());
    }

    private Watchdog watchdog() {
        Watchdog.Memory memory = new Watchdog.Memory() {
            @Override
            public long used() {
                return used;
            }

            @Override
            public long limit() {
                return 2 * GB;
            }
        };
        return new Watchdog(work, memory, Duration.ofHours(1), counter::get, ended::set);
    }

    private UUID begun(UUID run) {
        UUID attempt = work.take(run, Device.cpu("watched", 0, 1, 1L << 30).asWorkerDevice())
                .orElseThrow()
                .attemptId();
        work.begun(attempt, 3);
        return attempt;
    }

    private RunView.Attempt attempt(UUID run) {
        return runs.get(run.toString()).attempts().get(0);
    }

    private void pass(Duration time) {
        counter.addAndGet(time.toNanos());
    }
}
