package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    private boolean alone = true;

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

    @Test
    void aRunThatCannotBeFailedNowIsGivenUpAtTheNextLook() {
        UUID run = queued.store(plan(92, 1), 0);
        var failures = new AtomicInteger();
        Watchdog watchdog = watchdog(Interposed.before(work, "failed", () -> {
            if (failures.getAndIncrement() == 0) {
                throw new IllegalStateException("no database");
            }
        }));
        try (var watched = watchdog.watch(begun(run))) {
            pass(Duration.ofHours(2));
            assertThatThrownBy(watchdog::look).hasMessage("no database");
            assertThat(ended).hasValue(0);

            watchdog.look();
        }
        assertThat(queued.state(run)).isEqualTo(RunState.FAILED);
        assertThat(ended).hasValue(ProcessEnd.STUCK);
    }

    @Test
    void theProcessOfACanceledRunWhoseStepDoesNotEndEndsWithinTenSeconds() {
        UUID run = queued.store(plan(93, 1), 0);
        Watchdog watchdog = watchdog();
        try (var watched = watchdog.watch(begun(run))) {
            pass(Duration.ofMinutes(5));
            lookForClosed(watchdog, 10);
            assertThat(ended).as("a long step is no reason").hasValue(0);

            runs.cancel(run.toString());
            watchdog.lookForClosed();
            watched.alive();
            lookForClosed(watchdog, 6);
            assertThat(ended).as("the step has ended since").hasValue(0);
            alone = false;
            lookForClosed(watchdog, 3);
            assertThat(ended).as("another run would end with it").hasValue(0);
            alone = true;
            watchdog.lookForClosed();
        }
        assertThat(ended).hasValue(ProcessEnd.GAVE_WAY);
    }

    /** Once a second. */
    private void lookForClosed(Watchdog watchdog, int seconds) {
        for (int second = 0; second < seconds; second++) {
            pass(Duration.ofSeconds(1));
            watchdog.lookForClosed();
        }
    }

    private Watchdog watchdog() {
        return watchdog(work);
    }

    private Watchdog watchdog(RunProgress through) {
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
        return new Watchdog(through, memory, Duration.ofHours(1), counter::get, () -> alone, ended::set);
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
