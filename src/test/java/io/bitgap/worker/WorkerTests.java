package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.bitgap.queue.RunQueue;
import io.bitgap.run.RunProgress;
import io.bitgap.run.RunState;
import io.bitgap.run.Runs;
import io.bitgap.training.NativeThreadCount;
import io.bitgap.training.Plans;
import io.bitgap.training.TrainingFailed;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ScriptedWorkerTest
class WorkerTests {
    @Autowired
    ScriptedTrainer trainer;

    @Autowired
    QueuedRuns queued;

    @Autowired
    Runs runs;

    @Autowired
    RunQueue queue;

    @Autowired
    DeadWorkerRecovery lostRuns;

    @Autowired
    RunProgress work;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nothingSpecialHappens() {
        trainer.play((plan, epoch, step) -> {});
    }

    @AfterEach
    void nothingIsLeftInTheQueue() {
        await().untilAsserted(() -> assertThat(jdbc.sql("select count(*) from scheduled_tasks")
                        .query(Integer.class)
                        .single())
                .isZero());
    }

    @Test
    void aQueuedRunIsTrainedAndEverythingItMeasuredIsStored() {
        UUID run = queued.queue(plan(1, 2));

        awaitState(run, RunState.COMPLETED);
        assertThat(queued.attempts(run)).containsExactly("COMPLETED");
        assertThat(queued.checkpoints(run)).containsExactly(1, 2);
        assertThat(queued.measuredSteps(run)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(runs.get(run.toString()).checkpoints())
                .last()
                .satisfies(checkpoint -> assertThat(checkpoint.last()).isTrue());
    }

    @Test
    void aRunThatCannotGoOnFailsWithItsCauseAndIsNotTriedAgain() {
        trainer.play((plan, epoch, step) -> {
            if (epoch == 2) {
                throw new TrainingFailed("loss-not-finite", "The loss became NaN at step 4: lower the learning rate.");
            }
        });
        UUID run = queued.queue(plan(2, 3));

        awaitState(run, RunState.FAILED);
        assertThat(runs.get(run.toString()).stateReason())
                .isEqualTo("The loss became NaN at step 4: lower the learning rate.");
        assertThat(queued.attempts(run)).containsExactly("FAILED");
        assertThat(queued.checkpoints(run)).containsExactly(1);
    }

    @Test
    void runningOutOfMemoryFailsTheRunAndNotTheWorker() {
        trainer.play((plan, epoch, step) -> {
            if (plan.seed() == 3) {
                throw new OutOfMemoryError("Physical memory usage is too high");
            }
        });
        UUID tooLarge = queued.queue(plan(3, 1));
        UUID next = queued.queue(plan(4, 1));

        awaitState(next, RunState.COMPLETED);
        assertThat(queued.state(tooLarge)).isEqualTo(RunState.FAILED);
        assertThat(runs.get(tooLarge.toString()).stateReason()).contains("out of memory", "smaller batch size");
    }

    @Test
    void aDataSetThatDoesNotExistIsNamed() {
        var known = plan(5, 1);
        UUID run = queued.queue(
                Plans.of(known.network(), "nowhere", null, known.recipe(), known.attach(), known.limits(), 5));

        awaitState(run, RunState.FAILED);
        assertThat(runs.get(run.toString()).stateReason()).contains("nowhere");
    }

    @Test
    void aRunThatWasCanceledInTheQueueIsNeverTrained() {
        var busy = new CountDownLatch(1);
        var canceled = new CountDownLatch(1);
        trainer.play((plan, epoch, step) -> {
            busy.countDown();
            waitFor(canceled);
        });
        UUID first = queued.queue(plan(6, 1));
        waitFor(busy);
        UUID second = queued.queue(plan(7, 1));

        runs.cancel(second.toString());
        canceled.countDown();

        awaitState(first, RunState.COMPLETED);
        await().until(() -> !queued.hasTask(second));
        assertThat(queued.state(second)).isEqualTo(RunState.CANCELED);
        assertThat(queued.attempts(second)).isEmpty();
        assertThat(trainer.epochs()).containsExactly("6:1");
    }

    @Test
    void aRunThatIsCanceledWhileItTrainsStopsAtItsNextStep() {
        var training = new CountDownLatch(1);
        var canceled = new CountDownLatch(1);
        trainer.play((plan, epoch, step) -> {
            if (epoch == 2) {
                training.countDown();
                waitFor(canceled);
            }
        });
        UUID run = queued.queue(plan(8, 50));
        waitFor(training);

        runs.cancel(run.toString());
        canceled.countDown();

        await().until(() -> !queued.hasTask(run));
        assertThat(queued.state(run)).isEqualTo(RunState.CANCELED);
        assertThat(queued.attempts(run)).containsExactly("CANCELED");
        assertThat(trainer.epochs()).containsExactly("8:1");
    }

    @Test
    void higherPriorityComesFirstAndThenWhoeverWaitsLonger() {
        var busy = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        trainer.play((plan, epoch, step) -> {
            busy.countDown();
            waitFor(go);
        });
        UUID running = queued.queue(plan(10, 1));
        waitFor(busy);
        queued.queue(plan(11, 1), 0);
        queued.queue(plan(12, 1), 0);
        UUID last = queued.queue(plan(13, 1), -1);
        queued.queue(plan(14, 1), 10_000);
        go.countDown();

        awaitState(last, RunState.COMPLETED);
        assertThat(queued.state(running)).isEqualTo(RunState.COMPLETED);
        assertThat(trainer.epochs()).containsExactly("10:1", "14:1", "11:1", "12:1", "13:1");
    }

    @Test
    void whatADeadWorkerHadIsNoticedAndGoesOn() {
        UUID run = queued.store(plan(20, 1), 0);
        jdbc.sql("""
                        insert into scheduled_tasks
                          (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version, priority)
                        values ('train-run', :run, now(), true, 'a-dead-worker', now() - interval '1 hour', 1, 0)
                        """).param("run", run.toString()).update();

        awaitState(run, RunState.COMPLETED);
    }

    @Test
    void aDeadWorkersAttemptIsClosedThoughNobodyIsFreeToGoOnWithIt() {
        var busy = new CountDownLatch(1);
        var noticed = new CountDownLatch(1);
        trainer.play((plan, epoch, step) -> {
            busy.countDown();
            waitFor(noticed);
        });
        queued.queue(plan(23, 1));
        waitFor(busy);
        UUID run = queued.store(plan(24, 1), 0);
        assertThat(work.take(run, Device.cpu("a-dead-worker", 0, 1, 1).asWorkerDevice()))
                .isPresent();
        jdbc.sql("""
                        insert into scheduled_tasks
                          (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version, priority)
                        values ('train-run', :run, now(), true, 'a-dead-worker', now() - interval '1 hour', 1, 0)
                        """).param("run", run.toString()).update();

        await().until(() -> queued.attempts(run), List.of("LOST")::equals);
        assertThat(queued.state(run)).isEqualTo(RunState.QUEUED);
        noticed.countDown();
        awaitState(run, RunState.COMPLETED);
    }

    @Test
    void whatThisWorkerHadWhenItWasKilledIsFreedAtOnce() {
        UUID run = queued.store(plan(21, 1), 0);
        queued.picked(run, "this-worker");

        lostRuns.revive("this-worker", "its process was killed");

        awaitState(run, RunState.COMPLETED);
    }

    @Test
    void nobodyCanTakeADeadWorkersRunBeforeItsAttemptIsClosed(@Autowired TransactionOperations transactions) {
        UUID run = queued.store(plan(26, 1), 0);
        work.take(run, Device.cpu("a-dead-worker", 0, 1, 1).asWorkerDevice());
        queued.picked(run, "a-dead-worker");
        var free = new ArrayList<Boolean>();
        RunProgress watched = Interposed.before(
                work,
                "lost",
                () -> free.add(CompletableFuture.supplyAsync(
                                () -> jdbc.sql("select not picked from scheduled_tasks where task_instance = :run")
                                        .param("run", run.toString())
                                        .query(Boolean.class)
                                        .single())
                        .join()));
        var recovery =
                new DeadWorkerRecovery(watched, jdbc, transactions, new DeadSightings(Duration.ZERO, System::nanoTime));
        var execution = new Execution(
                Instant.now(),
                new TaskInstance<>(RunQueue.TASK, run.toString()),
                true,
                "a-dead-worker",
                null,
                null,
                0,
                Instant.now(),
                1);

        recovery.revive(execution);
        recovery.revive(execution);

        assertThat(free).containsExactly(false);
        awaitState(run, RunState.COMPLETED);
        assertThat(queued.attempts(run)).containsExactly("LOST", "COMPLETED");
    }

    @Test
    void aWorkerThatLosesTheDatabaseHandsItsRunBackAsOftenAsItTakesToThePlaceThatItHad() {
        var queuedBehind = new CountDownLatch(1);
        var losses = new AtomicInteger();
        trainer.play((plan, epoch, step) -> {
            if (plan.seed() == 27 && losses.getAndIncrement() < 4) {
                waitFor(queuedBehind);
                throw databaseLost();
            }
        });
        UUID run = queued.queue(plan(27, 1));
        UUID behind = queued.queue(plan(28, 1));
        queuedBehind.countDown();

        awaitState(behind, RunState.COMPLETED);
        assertThat(trainer.epochs()).containsExactly("27:1", "28:1");
        assertThat(queued.attempts(run)).containsExactly("LOST", "LOST", "LOST", "LOST", "COMPLETED");
        assertThat(queued.released(run)).containsExactly(true, true, true, true, false);
    }

    @Test
    void aRunWhoseBeginningWasStoredAndNotHeardOfIsHandedBack(@Autowired SecondWorker second) {
        UUID run = queued.store(plan(29, 1), 0);
        queued.picked(run, "second");
        RunProgress deaf = Interposed.after(work, "take", () -> {
            throw databaseLost();
        });

        assertThat(second.task(deaf).execute(run)).isEqualTo(RunTask.Ending.RELEASED);

        assertThat(queued.released(run)).containsExactly(true);
        assertThat(queued.state(run)).isEqualTo(RunState.QUEUED);
        lostRuns.handBack("second");
        awaitState(run, RunState.COMPLETED);
    }

    private static RuntimeException databaseLost() {
        return new IllegalStateException(new SQLException("the connection is gone", "08006"));
    }

    @Test
    void aRunThatTheQueueHasForgottenIsFound() {
        UUID run = queued.store(plan(22, 1), 0);

        queue.scheduleForgotten();

        awaitState(run, RunState.COMPLETED);
    }

    @Test
    void aRunTrainsOnTheThreadsOfItsSlot(@Autowired SecondWorker second) {
        var threads = new AtomicInteger();
        trainer.play((plan, epoch, step) -> threads.set(NativeThreadCount.current()));
        UUID run = queued.store(plan(25, 1), 0);

        second.task(work).execute(run);

        assertThat(queued.state(run)).isEqualTo(RunState.COMPLETED);
        assertThat(threads).hasValue(SecondWorker.THREADS);
    }

    @Test
    void twoWorkersOnOneDatabaseTrainEveryRunOnce(@Autowired SecondWorker second) {
        var steps = new AtomicInteger();
        trainer.play((plan, epoch, step) -> steps.incrementAndGet());
        try (var other = second.start()) {
            List<UUID> many = LongStream.range(100, 110)
                    .mapToObj(seed -> queued.queue(plan(seed, 1)))
                    .toList();

            many.forEach(run -> awaitState(run, RunState.COMPLETED));
            assertThat(many).allSatisfy(run -> assertThat(queued.attempts(run)).containsExactly("COMPLETED"));
            assertThat(steps).hasValue(10 * ScriptedTrainer.STEPS);
            assertThat(trainer.epochs()).hasSize(10);
            assertThat(other.isStarted()).isTrue();
        }
    }

    private void awaitState(UUID run, RunState state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> queued.state(run), state::equals);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
