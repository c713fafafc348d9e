package io.bitgap.run;

import static io.bitgap.run.RunState.CANCELED;
import static io.bitgap.run.RunState.COMPLETED;
import static io.bitgap.run.RunState.FAILED;
import static io.bitgap.run.RunState.PAUSED;
import static io.bitgap.run.RunState.QUEUED;
import static io.bitgap.run.RunState.RUNNING;
import static io.bitgap.run.RunState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bitgap.WebRoleTest;
import io.bitgap.experiment.ExperimentState;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.StoredExperiment;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.SavedCheckpoints;
import io.bitgap.training.Progress;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionOperations;

@WebRoleTest
@RecordApplicationEvents
class RunActionsTests {
    private static final WorkerDevice WORKPLACE = new WorkerDevice("w", "cpu:0", "a CPU", 2);

    @Autowired
    RunProgress work;

    @Autowired
    Runs runs;

    @Autowired
    Experiments experiments;

    @Autowired
    StoredExperiment store;

    @Autowired
    ApplicationEvents events;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    EntityManager entities;

    @Autowired
    JdbcClient jdbc;

    StoredExperiment.Ready stored;
    String baseline;
    String four;
    String two;

    @BeforeEach
    void storeAnExperiment() {
        stored = store.store();
        baseline = stored.baseline().toString();
        four = stored.four().toString();
        two = stored.two().toString();
    }

    @Test
    void aPausedRunStopsItsWorkerAndGoesOnFromItsLastCheckpoint() {
        RunAssignment taken = begin(baseline);
        UUID checkpoint = checkpoint(taken, 1);

        assertThat(runs.pause(baseline).state()).isEqualTo(PAUSED);
        assertThat(work.progressed(taken.attemptId(), new Progress(1, 2, 1, 10, 1, 1)))
                .isFalse();
        work.released(taken.attemptId());
        assertThat(state(baseline)).isEqualTo(PAUSED);
        assertThat(states()).containsExactly(PAUSED, WAITING, WAITING);
        assertThat(work.take(stored.baseline(), WORKPLACE)).isEmpty();

        assertThat(runs.resume(baseline).state()).isEqualTo(QUEUED);
        assertThat(events.stream(RunQueued.class).map(RunQueued::runId)).containsExactly(stored.baseline());
        RunAssignment next = begin(baseline);
        assertThat(next.attempt()).isEqualTo(2);
        assertThat(next.resumeFrom()).isEqualTo(checkpoint);
        assertThat(runs.get(baseline).attempts().get(0).reason()).isEqualTo("Paused by a user.");
    }

    @Test
    void aRunCanBePausedWhileAReportOfItIsStored() throws Exception {
        RunAssignment taken = begin(baseline);
        Future<RunView> pausing = transactions.execute(status -> {
            work.progressed(taken.attemptId(), new Progress(0, 2, 1, 10, 1, 1));
            entities.flush();
            Future<RunView> asked = CompletableFuture.supplyAsync(() -> runs.pause(baseline));
            await().until(() -> jdbc.sql("select exists (select from pg_locks where not granted)")
                    .query(Boolean.class)
                    .single());
            return asked;
        });
        assertThat(pausing.get().state()).isEqualTo(PAUSED);
    }

    @Test
    void aRunThatIsJustStartingCanBePaused() {
        RunAssignment taken = take(baseline);
        runs.pause(baseline);
        work.begun(taken.attemptId(), 10);
        work.failed(taken.attemptId(), "late", "too late to matter");
        assertThat(states()).containsExactly(PAUSED, WAITING, WAITING);
    }

    @Test
    void pausingIsNotHeldAgainstTheRun() {
        for (int i = 1; i <= 5; i++) {
            assertThat(begin(baseline).attempt()).isEqualTo(i);
            runs.pause(baseline);
            runs.resume(baseline);
        }
    }

    @Test
    void aPausedRunWaitsAgainUntilItsBaselineIsComplete() {
        runs.pause(four);
        runs.pause(two);
        assertThat(runs.resume(two).state()).isEqualTo(WAITING);
        complete(baseline);
        assertThat(states()).containsExactly(COMPLETED, PAUSED, QUEUED);
        assertThat(runs.resume(four).state()).isEqualTo(QUEUED);
    }

    @Test
    void aPausedRunEndsWithItsBaselineAndComesBackWithIt() {
        runs.pause(four);
        runs.cancel(baseline);
        assertThat(states()).containsExactly(CANCELED, CANCELED, CANCELED);
        runs.retry(baseline);
        assertThat(states()).containsExactly(QUEUED, WAITING, WAITING);
    }

    @Test
    void aPausedRunCanBeCanceled() {
        runs.pause(baseline);
        assertThat(runs.cancel(baseline).state()).isEqualTo(CANCELED);
        assertThat(states()).containsExactly(CANCELED, CANCELED, CANCELED);
    }

    @Test
    void resumingWhileTheBaselineCompletesNeverLeavesTheRunWaiting() throws Exception {
        for (int i = 0; i < 10; i++) {
            storeAnExperiment();
            runs.pause(four);
            RunAssignment taken = begin(baseline);
            checkpoint(taken, 2);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            CountDownLatch start = new CountDownLatch(1);
            Future<?> completing = threads.submit(() -> {
                start.await();
                work.completed(taken.attemptId());
                return true;
            });
            Future<?> resuming = threads.submit(() -> {
                start.await();
                return runs.resume(four);
            });
            start.countDown();
            completing.get();
            resuming.get();
            threads.shutdown();
            assertThat(states()).containsExactly(COMPLETED, QUEUED, QUEUED);
        }
    }

    @Test
    void aFailedRunGoesOnFromItsLastCheckpointAndWhatItTookAlongWaitsAgain() {
        RunAssignment taken = begin(baseline);
        UUID checkpoint = checkpoint(taken, 1);
        work.failed(taken.attemptId(), "disk-full", "The disk is full.");
        assertThat(states()).containsExactly(FAILED, FAILED, FAILED);

        RunView again = runs.retry(baseline);

        assertThat(again.state()).isEqualTo(QUEUED);
        assertThat(again.stateReason()).isNull();
        assertThat(again.finishedAt()).isNull();
        assertThat(states()).containsExactly(QUEUED, WAITING, WAITING);
        assertThat(runs.get(four).stateReason()).isNull();
        assertThat(experiments.get(stored.experiment().toString()).state()).isEqualTo(ExperimentState.RUNNING);
        assertThat(take(baseline).resumeFrom()).isEqualTo(checkpoint);
    }

    @Test
    void attemptsAreCountedAnewAfterARetry() {
        for (int round = 1; round <= 2; round++) {
            for (int i = 0; i < 3; i++) {
                take(baseline);
                work.lost(stored.baseline(), "it was killed");
            }
            assertThat(state(baseline)).isEqualTo(FAILED);
            runs.retry(baseline);
        }
        assertThat(take(baseline).attempt()).isEqualTo(7);
    }

    @Test
    void aDependantThatAUserCanceledStaysCanceled() {
        runs.cancel(four);
        runs.cancel(baseline);
        runs.retry(baseline);
        assertThat(states()).containsExactly(QUEUED, CANCELED, WAITING);
        assertThat(runs.retry(four).state()).isEqualTo(WAITING);
    }

    @Test
    void aDependantTakesTheBaselineThatItNeedsAlongAndNoOther() {
        runs.cancel(baseline);
        assertThat(runs.retry(four).state()).isEqualTo(WAITING);
        assertThat(states()).containsExactly(QUEUED, WAITING, CANCELED);
        complete(baseline);
        assertThat(states()).containsExactly(COMPLETED, QUEUED, CANCELED);
        assertThat(runs.retry(two).state()).isEqualTo(QUEUED);
    }

    @Test
    void everyFailedRunOfAnExperimentIsTriedAgain() {
        complete(baseline);
        RunAssignment taken = begin(four);
        work.failed(taken.attemptId(), "x", "It broke.");
        runs.cancel(two);
        ExperimentView failed = experiments.get(stored.experiment().toString());
        assertThat(failed.state()).isEqualTo(ExperimentState.FAILED);
        assertThat(failed.allowedActions()).containsExactly("retry-failed");

        ExperimentView again = experiments.retryFailed(stored.experiment().toString());

        assertThat(again.state()).isEqualTo(ExperimentState.RUNNING);
        assertThat(again.allowedActions()).containsExactly("cancel");
        assertThat(states()).containsExactly(COMPLETED, QUEUED, CANCELED);
        refused(() -> experiments.retryFailed(stored.experiment().toString()), "cancel");
    }

    @Test
    void failedBaselinesGoFirstAndTheirDependantsWait() {
        work.failed(begin(baseline).attemptId(), "x", "It broke.");
        experiments.retryFailed(stored.experiment().toString());
        assertThat(states()).containsExactly(QUEUED, WAITING, WAITING);
    }

    @Test
    void aFailedRunWhoseBaselineWasCanceledSinceTakesItAlong() {
        work.failed(begin(baseline).attemptId(), "x", "It broke.");
        runs.retry(four);
        runs.cancel(baseline);
        assertThat(states()).containsExactly(CANCELED, CANCELED, FAILED);
        experiments.retryFailed(stored.experiment().toString());
        assertThat(states()).containsExactly(QUEUED, CANCELED, WAITING);
    }

    @Test
    void whatAStateDoesNotAllowIsRefusedWithWhatItDoes() {
        refused(() -> runs.resume(baseline), "pause", "cancel");
        refused(() -> runs.retry(baseline), "pause", "cancel");
        refused(() -> runs.retry(four), "pause", "cancel");
        begin(baseline);
        assertThat(state(baseline)).isEqualTo(RUNNING);
        refused(() -> runs.resume(baseline), "pause", "cancel");
        refused(() -> runs.retry(baseline), "pause", "cancel");
        runs.pause(baseline);
        refused(() -> runs.pause(baseline), "resume", "cancel");
        refused(() -> runs.retry(baseline), "resume", "cancel");
        runs.resume(baseline);
        complete(baseline);
        refused(() -> runs.pause(baseline));
        refused(() -> runs.resume(baseline));
        refused(() -> runs.cancel(baseline));
        refused(() -> runs.retry(baseline));
        runs.cancel(four);
        refused(() -> runs.pause(four), "retry");
        refused(() -> runs.resume(four), "retry");
        assertThat(states()).containsExactly(COMPLETED, CANCELED, QUEUED);
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void whatAUserMayDoIsWhatTheTableOfTransitionsAllows(RunState state) {
        List<RunAction> actions = state.actions();
        assertThat(actions.contains(RunAction.PAUSE)).isEqualTo(state.next().contains(PAUSED));
        assertThat(actions.contains(RunAction.CANCEL)).isEqualTo(state.next().contains(CANCELED));
        assertThat(actions.contains(RunAction.RESUME)).isEqualTo(state == PAUSED);
        assertThat(actions.contains(RunAction.RETRY))
                .isEqualTo(state.terminal() && state.next().contains(QUEUED));
    }

    private static void refused(ThrowingCallable action, String... allowed) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        IllegalRunState.class,
                        problem -> assertThat(problem.properties()).containsEntry("allowedActions", List.of(allowed)));
    }

    private void complete(String run) {
        RunAssignment taken = begin(run);
        checkpoint(taken, 2);
        work.completed(taken.attemptId());
    }

    private RunAssignment begin(String run) {
        RunAssignment taken = take(run);
        work.begun(taken.attemptId(), 10);
        return taken;
    }

    private RunAssignment take(String run) {
        return work.take(UUID.fromString(run), WORKPLACE).orElseThrow();
    }

    private UUID checkpoint(RunAssignment taken, int epoch) {
        UUID id = UUID.randomUUID();
        CheckpointFile model = new CheckpointFile("model.zip", "m.zip", "k/" + id, 10, "0".repeat(64));
        work.checkpointed(taken.attemptId(), SavedCheckpoints.of(id, epoch, epoch == 2, 0.5, "{}", model), List.of());
        return id;
    }

    private RunState state(String run) {
        return runs.get(run).state();
    }

    /** Of the baseline, the run at 4 bits, the run at 2 bits. */
    private List<RunState> states() {
        return runs.of(stored.experiment()).stream().map(RunView::state).toList();
    }
}
