package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.run.RunState;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A second worker that reckons with a wrong clock, as no process of the service does any more: even that takes nobody's run. */
@ScriptedWorkerTest
class WrongClockTests {
    @Autowired
    ScriptedTrainer trainer;

    @Autowired
    QueuedRuns queued;

    @Autowired
    SecondWorker second;

    @Autowired
    DeadWorkerRecovery lostRuns;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT1H", "-PT1H"})
    void aRunThatAnotherWorkerTrainsIsNotTakenForLost(Duration wrong) throws InterruptedException {
        var training = new CountDownLatch(1);
        var looked = new CountDownLatch(5);
        trainer.play((plan, epoch, step) -> {
            training.countDown();
            waitFor(looked);
        });
        UUID run = queued.queue(plan(70 + wrong.toHours(), 1));
        assertThat(training.await(20, TimeUnit.SECONDS)).isTrue();

        try (var other = second.start(Clock.offset(Clock.systemUTC(), wrong), looked::countDown)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> queued.state(run), RunState.COMPLETED::equals);
            assertThat(other.isStarted()).isTrue();
        }
        assertThat(queued.attempts(run)).containsExactly("COMPLETED");
    }

    @Test
    void whatWasQueuedBeforeTheDatabasesClockWasSetBackDoesNotWaitForIt() {
        trainer.play((plan, epoch, step) -> {});
        UUID run = queued.store(plan(80, 1), 0);
        jdbc.sql("""
                        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)
                        values ('train-run', :run, now() + interval '1 hour', false, 1, 0)
                        """).param("run", run.toString()).update();

        lostRuns.bringForward();

        await().atMost(Duration.ofSeconds(30)).until(() -> queued.state(run), RunState.COMPLETED::equals);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
