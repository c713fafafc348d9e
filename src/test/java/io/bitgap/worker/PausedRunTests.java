package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.run.RunState;
import io.bitgap.run.Runs;
import io.bitgap.training.TrainingFailed;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs that users hold, let go on and try again, on a worker. */
@ScriptedWorkerTest
class PausedRunTests {
    /** The first training in a process also loads native code. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Autowired
    ScriptedTrainer trainer;

    @Autowired
    QueuedRuns queued;

    @Autowired
    Runs runs;

    @Autowired
    JdbcClient jdbc;

    private final CountDownLatch training = new CountDownLatch(1);
    private final CountDownLatch acted = new CountDownLatch(1);

    @AfterEach
    void nothingIsLeftInTheQueue() {
        await().untilAsserted(() -> assertThat(jdbc.sql("select count(*) from scheduled_tasks")
                        .query(Integer.class)
                        .single())
                .isZero());
    }

    @Test
    void aRunThatIsPausedWhileItTrainsGoesOnFromItsCheckpoint() {
        holdInTheSecondEpoch();
        UUID run = queued.queue(plan(200, 3));
        waitFor(training);

        runs.pause(run.toString());
        acted.countDown();
        await().atMost(TIMEOUT).until(() -> !queued.hasTask(run));
        assertThat(queued.state(run)).isEqualTo(RunState.PAUSED);
        assertThat(queued.checkpoints(run)).containsExactly(1);
        assertThat(trainer.epochs()).containsExactly("200:1");

        runs.resume(run.toString());
        awaitState(run, RunState.COMPLETED);
        assertThat(trainer.epochs()).containsExactly("200:1", "200:2", "200:3");
        assertThat(queued.checkpoints(run)).containsExactly(1, 2, 3);
        assertThat(queued.attempts(run)).containsExactly("LOST", "COMPLETED");
    }

    @Test
    void aRunThatIsResumedBeforeItsWorkerNoticedThePauseIsTrainedByOneAttemptAtATime() {
        holdInTheSecondEpoch();
        UUID run = queued.queue(plan(201, 2));
        waitFor(training);

        runs.pause(run.toString());
        runs.resume(run.toString());
        acted.countDown();

        awaitState(run, RunState.COMPLETED);
        assertThat(trainer.epochs()).containsExactly("201:1", "201:2");
        assertThat(queued.attempts(run)).containsExactly("LOST", "COMPLETED");
    }

    @Test
    void aFailedRunThatIsTriedAgainGoesOnFromItsCheckpoint() {
        var broken = new AtomicBoolean(true);
        trainer.play((plan, epoch, step) -> {
            if (epoch == 2 && broken.get()) {
                throw new TrainingFailed("broken", "Something broke.");
            }
        });
        UUID run = queued.queue(plan(202, 3));
        awaitState(run, RunState.FAILED);

        // at once: the worker may not have ended its execution yet, and the queue must not forget the new one
        broken.set(false);
        runs.retry(run.toString());

        awaitState(run, RunState.COMPLETED);
        assertThat(trainer.epochs()).containsExactly("202:1", "202:2", "202:3");
        assertThat(queued.attempts(run)).containsExactly("FAILED", "COMPLETED");
    }

    private void holdInTheSecondEpoch() {
        trainer.play((plan, epoch, step) -> {
            if (epoch == 2) {
                training.countDown();
                waitFor(acted);
            }
        });
    }

    private void awaitState(UUID run, RunState state) {
        await().atMost(TIMEOUT).until(() -> queued.state(run), state::equals);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
