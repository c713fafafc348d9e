package io.bitgap.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.WebRoleTest;
import io.bitgap.experiment.ExperimentState;
import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.StoredExperiment;
import io.bitgap.json.CanonicalJson;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.CheckpointPredictions;
import io.bitgap.run.checkpoint.SavedCheckpoints;
import io.bitgap.run.journal.MetricSeries;
import io.bitgap.training.Accuracy;
import io.bitgap.training.ImageClasses;
import io.bitgap.training.MetricPoint;
import io.bitgap.training.Progress;
import io.bitgap.training.TestAnswers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@WebRoleTest
@RecordApplicationEvents
class RunProgressServiceTests {
    private static final WorkerDevice WORKPLACE = new WorkerDevice("w", "cpu:0", "a CPU", 2);

    @Autowired
    CheckpointPredictions predictions;

    @Autowired
    RunProgress work;

    @Autowired
    Runs runs;

    @Autowired
    Experiments experiments;

    @Autowired
    StoredExperiment store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEvents events;

    StoredExperiment.Ready stored;

    @BeforeEach
    void storeAnExperiment() {
        stored = store.store();
    }

    @Test
    void aRunGoesFromQueuedToCompletedAndQueuesWhatWaitedForIt() {
        assertThat(state(stored.baseline())).isEqualTo(RunState.QUEUED);
        assertThat(state(stored.four())).isEqualTo(RunState.WAITING);

        RunAssignment taken = take(stored.baseline());
        assertThat(state(stored.baseline())).isEqualTo(RunState.STARTING);
        work.begun(taken.attemptId(), 100);
        assertThat(work.progressed(taken.attemptId(), new Progress(1, 2, 50, 100, 480.5, 12)))
                .isTrue();
        UUID checkpoint = checkpoint(taken.attemptId(), 2, 0.8);
        work.completed(taken.attemptId());

        RunView baseline = run(stored.baseline());
        assertThat(baseline.state()).isEqualTo(RunState.COMPLETED);
        assertThat(baseline.attempts())
                .singleElement()
                .extracting(RunView.Attempt::state)
                .isEqualTo("COMPLETED");
        assertThat(baseline.progress()).isEqualTo(new Progress(2, 2, 0, 100, 480.5, 0));
        assertThat(baseline.metrics()).isEqualTo(new RunView.Metrics(0.8, 0.8, null, null));
        assertThat(state(stored.four())).isEqualTo(RunState.QUEUED);
        assertThat(events.stream(RunQueued.class).map(RunQueued::runId)).containsExactly(stored.four(), stored.two());
        assertThat(take(stored.four()).startFrom()).isEqualTo(checkpoint);
    }

    @Test
    void theBestEpochIsChosenOnTheValidationImagesAndShownByItsTop1OnTheTestSplit() {
        RunAssignment taken = take(stored.baseline());
        work.begun(taken.attemptId(), 100);
        checkpoint(taken.attemptId(), 1, 0.9, new Accuracy(1, 0.6));
        UUID best = checkpoint(taken.attemptId(), 2, 0.7, new Accuracy(1, 0.8));
        checkpoint(taken.attemptId(), 3, 0.95, new Accuracy(1, 0.75));

        assertThat(run(stored.baseline()).metrics()).isEqualTo(new RunView.Metrics(0.7, 0.95, null, null));
        assertThat(jdbc.sql(RunSummary.SELECT)
                        .param("ids", new UUID[] {stored.baseline()})
                        .query((row, number) -> RunSummary.of(row, null))
                        .single()
                        .bestCheckpoint())
                .isEqualTo(best);
    }

    @Test
    void aRunThatEndedEarlyIsCompletedWithTheEpochsThatItHas() {
        RunAssignment taken = take(stored.baseline());
        work.begun(taken.attemptId(), 100);
        checkpoint(taken.attemptId(), 1, 0.8);
        work.completed(taken.attemptId());
        assertThat(run(stored.baseline()).progress().epoch()).isEqualTo(1);
        assertThat(run(stored.baseline()).progress().epochs()).isEqualTo(2);
    }

    @Test
    void anAssignmentCarriesThePlanAsItWasStored() {
        RunAssignment taken = take(stored.baseline());
        assertThat(taken.plan().method()).isNull();
        assertThat(taken.plan().recipe().learningRate()).isEqualTo(0.1);
        assertThat(taken.planHash()).isEqualTo(CanonicalJson.of(taken.plan()).sha256());
    }

    @Test
    void ofTwoWorkersThatTakeARunTogetherOneIsLeftWithIt() throws Exception {
        List<RunAssignment> both = together(2, () -> work.take(stored.baseline(), WORKPLACE)).stream()
                .flatMap(Optional::stream)
                .toList();
        assertThat(both.stream().filter(taken -> work.progressed(taken.attemptId(), new Progress(0, 2, 1, 9, 1, 1))))
                .hasSize(1);
        assertThat(openAttempts(stored.baseline())).isEqualTo(1);
    }

    @Test
    void manyReportsAtOnceLoseNothing() throws Exception {
        RunAssignment taken = take(stored.baseline());
        work.begun(taken.attemptId(), 100);
        together(4, () -> {
            for (int i = 0; i < 10; i++) {
                work.measured(taken.attemptId(), List.of(new MetricPoint("train/loss", i, i, i)));
                work.progressed(taken.attemptId(), new Progress(0, 2, i, 100, 1, 1));
            }
            return true;
        });
        assertThat(runs.metrics(stored.baseline(), List.of()).get(0).points()).hasSize(10);
    }

    @Test
    void aLostAttemptIsClosedAndTheRunResumesFromItsOwnCheckpoint() {
        RunAssignment lost = take(stored.baseline());
        work.begun(lost.attemptId(), 100);
        UUID checkpoint = checkpoint(lost.attemptId(), 1, 0.5);

        RunAssignment next = take(stored.baseline());
        assertThat(next.attempt()).isEqualTo(2);
        assertThat(next.resumeFrom()).isEqualTo(checkpoint);
        assertThat(next.startFrom()).isNull();
        assertThat(run(stored.baseline()).attempts())
                .extracting(RunView.Attempt::state)
                .containsExactly("LOST", "OPEN");
    }

    @Test
    void aWorkerThatLostItsAttemptCanChangeNothingAnyMore() {
        RunAssignment lost = take(stored.baseline());
        work.begun(lost.attemptId(), 100);
        RunAssignment next = take(stored.baseline());
        work.begun(next.attemptId(), 100);

        assertThat(work.progressed(lost.attemptId(), new Progress(1, 2, 7, 9, 1, 1)))
                .isFalse();
        work.measured(lost.attemptId(), List.of(new MetricPoint("train/loss", 1, 0.1, 3)));
        checkpoint(lost.attemptId(), 1, 0.5);
        work.failed(lost.attemptId(), "x", "late");
        work.completed(lost.attemptId());
        work.released(lost.attemptId());

        RunView run = run(stored.baseline());
        assertThat(run.state()).isEqualTo(RunState.RUNNING);
        assertThat(run.progress().step()).isZero();
        assertThat(run.checkpoints()).isEmpty();
        assertThat(runs.metrics(stored.baseline(), List.of())).isEmpty();
    }

    @Test
    void aRunThatIsLostThreeTimesWithoutACheckpointFailsWithWhatWaitsForIt() {
        for (int i = 0; i < 3; i++) {
            work.take(stored.baseline(), new WorkerDevice("w" + i, "cpu:0", "a CPU", 2));
        }
        assertThat(work.take(stored.baseline(), WORKPLACE)).isEmpty();
        assertThat(run(stored.baseline()).stateReason())
                .startsWith("3 attempts were lost before they saved a checkpoint.")
                .contains("smaller batch size", "look at the workers' logs");
        assertThat(state(stored.two())).isEqualTo(RunState.FAILED);
        assertThat(run(stored.two()).stateReason()).contains("The run that it starts from (fp32, seed 1) failed");
    }

    @Test
    void attemptsThatSavedACheckpointAreNotHeldAgainstTheRun() {
        for (int epoch = 1; epoch <= 5; epoch++) {
            RunAssignment taken = take(stored.baseline());
            work.begun(taken.attemptId(), 10);
            checkpoint(taken.attemptId(), epoch, 0.1 * epoch);
        }
        assertThat(take(stored.baseline()).attempt()).isEqualTo(6);
    }

    @Test
    void lossesBeforeAnAttemptThatSavedACheckpointAreForgotten() {
        for (int i = 1; i <= 6; i++) {
            RunAssignment taken = take(stored.baseline());
            assertThat(taken.attempt()).isEqualTo(i);
            work.begun(taken.attemptId(), 10);
            if (i % 3 == 0) {
                checkpoint(taken.attemptId(), i, 0.5);
            }
            work.lost(stored.baseline(), "it was killed");
        }
    }

    @Test
    void aReleasedRunIsQueuedAgainAsOftenAsItTakes() {
        for (int i = 1; i <= 5; i++) {
            RunAssignment taken = take(stored.baseline());
            assertThat(taken.attempt()).isEqualTo(i);
            work.begun(taken.attemptId(), 10);
            work.released(taken.attemptId());
            assertThat(state(stored.baseline())).isEqualTo(RunState.QUEUED);
        }
        assertThat(events.stream(RunQueued.class)).hasSize(5);
    }

    @Test
    void aWorkerThatTakesItsOwnRunAgainHasLostTheDatabaseInBetween() {
        for (int i = 1; i <= 5; i++) {
            assertThat(take(stored.baseline()).attempt()).isEqualTo(i);
        }
        assertThat(run(stored.baseline()).attempts())
                .extracting(RunView.Attempt::released)
                .containsExactly(true, true, true, true, false);
    }

    @Test
    void onlyWhatIsOpenOnThatDeviceIsHandedBackAndItKeepsItsPlace() {
        take(stored.baseline());
        Object queuedAt = queuedAt(stored.baseline());

        work.released(stored.baseline(), new WorkerDevice("w", "cpu:1", "a CPU", 2), "Not mine.");
        assertThat(openAttempts(stored.baseline())).isOne();

        work.released(stored.baseline(), WORKPLACE, "No database.");
        assertThat(run(stored.baseline()).attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.reason()).isEqualTo("No database.");
            assertThat(attempt.released()).isTrue();
        });
        assertThat(queuedAt(stored.baseline())).isEqualTo(queuedAt);
    }

    private Object queuedAt(UUID run) {
        return jdbc.sql("select queued_at from run where id = :run")
                .param("run", run)
                .query(java.time.OffsetDateTime.class)
                .single();
    }

    @Test
    void aFailedBaselineFailsWhatWaitsForItWithTheReason() {
        RunAssignment taken = take(stored.baseline());
        work.begun(taken.attemptId(), 10);
        work.failed(taken.attemptId(), "loss-not-a-number", "The loss is NaN.");
        assertThat(run(stored.baseline()).stateReason()).isEqualTo("The loss is NaN.");
        assertThat(run(stored.four()).stateReason())
                .isEqualTo("The run that it starts from (fp32, seed 1) failed: The loss is NaN.");
        assertThat(experiments.get(stored.experiment().toString()).state()).isEqualTo(ExperimentState.FAILED);
    }

    @Test
    void cancellingABaselineCancelsWhatWaitsForItAndStopsTheWorker() {
        RunAssignment taken = take(stored.baseline());
        work.begun(taken.attemptId(), 10);
        runs.cancel(stored.baseline().toString());
        assertThat(work.progressed(taken.attemptId(), new Progress(0, 2, 1, 10, 1, 1)))
                .isFalse();
        work.released(taken.attemptId());
        assertThat(state(stored.baseline())).isEqualTo(RunState.CANCELED);
        assertThat(state(stored.four())).isEqualTo(RunState.CANCELED);
        assertThat(work.take(stored.baseline(), WORKPLACE)).isEmpty();
        assertThat(experiments.get(stored.experiment().toString()).state()).isEqualTo(ExperimentState.CANCELED);
    }

    @Test
    void cancellingAnExperimentCancelsEveryRunAndOnlyOnce() {
        assertThat(experiments.cancel(stored.experiment().toString()).state()).isEqualTo(ExperimentState.CANCELED);
        assertThatThrownBy(() -> experiments.cancel(stored.experiment().toString()))
                .isInstanceOf(IllegalRunState.class)
                .hasMessageContaining("nothing left to cancel");
    }

    @Test
    void aFinishedRunCannotBeCanceled() {
        runs.cancel(stored.four().toString());
        assertThatThrownBy(() -> runs.cancel(stored.four().toString()))
                .isInstanceOfSatisfying(
                        IllegalRunState.class,
                        problem -> assertThat(problem.properties()).containsEntry("allowedActions", List.of("retry")));
    }

    @Test
    void completingAndCancellingAtOnceLeavesOneOutcomeForAll() throws Exception {
        RunAssignment taken = take(stored.baseline());
        work.begun(taken.attemptId(), 10);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CountDownLatch start = new CountDownLatch(1);
        Future<?> completing = threads.submit(() -> {
            start.await();
            work.completed(taken.attemptId());
            return true;
        });
        Future<?> cancelling = threads.submit(() -> {
            start.await();
            return experiments.cancel(stored.experiment().toString());
        });
        start.countDown();
        completing.get();
        cancelling.get();
        threads.shutdown();
        assertThat(state(stored.baseline())).isIn(RunState.COMPLETED, RunState.CANCELED);
        assertThat(state(stored.four())).isEqualTo(RunState.CANCELED);
        assertThat(openAttempts(stored.baseline())).isZero();
    }

    @Test
    void measuringAgainOverwrites() {
        RunAssignment taken = take(stored.baseline());
        work.measured(
                taken.attemptId(),
                List.of(new MetricPoint("test/top1", 10, 1, 0.25), new MetricPoint("train/loss", 10, 1, Double.NaN)));
        work.measured(taken.attemptId(), List.of(new MetricPoint("test/top1", 10, 1, 0.5)));
        assertThat(runs.metrics(stored.baseline(), List.of()))
                .containsExactly(new MetricSeries("test/top1", List.of(new MetricSeries.Point(10, 1, 0.5))));
        assertThat(runs.metrics(stored.baseline(), List.of("train/loss"))).isEmpty();
    }

    @Test
    void aCheckpointOfTheSameEpochReplacesTheEarlierOne() {
        RunAssignment taken = take(stored.baseline());
        checkpoint(taken.attemptId(), 1, 0.5);
        UUID second = checkpoint(taken.attemptId(), 1, 0.6);
        assertThat(run(stored.baseline()).checkpoints())
                .singleElement()
                .satisfies(checkpoint -> assertThat(checkpoint.id()).isEqualTo(second))
                .satisfies(checkpoint -> assertThat(checkpoint.files())
                        .extracting(CheckpointFile::name)
                        .containsExactly("manifest.json", "model.zip"));
    }

    @Test
    void aRunWhoseBaselineLeftNoCheckpointFailsInsteadOfStartingFromNothing() {
        RunAssignment taken = take(stored.baseline());
        work.begun(taken.attemptId(), 10);
        work.completed(taken.attemptId());
        assertThat(work.take(stored.four(), WORKPLACE)).isEmpty();
        assertThat(run(stored.four()).stateReason()).contains("left no checkpoint to start from");
    }

    @Test
    void predictionsAreThoseOfTheLastAndTheBestCheckpointAndOutliveTheirFiles() {
        RunAssignment taken = take(stored.baseline());
        work.begun(taken.attemptId(), 10);
        UUID worse = predicted(taken.attemptId(), 1, 0.5, 1, 1, 0, 0);
        UUID best = predicted(taken.attemptId(), 2, 1, 0, 0, 1, 1);
        UUID between = predicted(taken.attemptId(), 3, 0.75, 0, 0, 1, 0);
        assertThat(predictions.stored(worse)).as("neither last nor best").isFalse();
        UUID last = predicted(taken.attemptId(), 4, 0.75, 0, 1, 1, 1);
        assertThat(predictions.stored(between)).as("last no more").isFalse();
        UUID again = predicted(taken.attemptId(), 4, 0.5, 0, 0, 0, 0);
        jdbc.sql("update checkpoint set files_removed_at = now() where id = :id")
                .param("id", best)
                .update();

        assertThat(predictions.of(List.of(worse, best, between, last, again)))
                .containsOnlyKeys(best, again)
                .containsEntry(
                        best, new TestAnswers(SavedCheckpoints.SPLIT, ImageClasses.of(new int[] {0, 0, 1, 1}, 2)))
                .containsEntry(again, new TestAnswers(SavedCheckpoints.SPLIT, ImageClasses.of(new int[4], 2)));
        assertThat(predictions.find(worse)).isEmpty();
    }

    private UUID predicted(UUID attempt, int epoch, double top1, int... predicted) {
        UUID id = UUID.randomUUID();
        work.checkpointed(attempt, SavedCheckpoints.of(id, epoch, false, top1, "{}", predicted), List.of());
        return id;
    }

    @Test
    void baselinesStandBeforeOtherRunsInTheQueue() {
        RunAssignment taken = take(stored.baseline());
        work.begun(taken.attemptId(), 10);
        checkpoint(taken.attemptId(), 2, 0.5);
        work.completed(taken.attemptId());
        StoredExperiment.Ready later = store.store();
        int place = place(later.baseline());
        assertThat(place(stored.four())).isGreaterThan(place);
        assertThat(place(stored.two())).isGreaterThan(place(stored.four()));
    }

    private RunAssignment take(UUID run) {
        return work.take(run, WORKPLACE).orElseThrow();
    }

    private UUID checkpoint(UUID attempt, int epoch, double top1) {
        return checkpoint(attempt, epoch, top1, null);
    }

    private UUID checkpoint(UUID attempt, int epoch, double top1, @Nullable Accuracy validation) {
        UUID id = UUID.randomUUID();
        String sha = "0".repeat(64);
        work.checkpointed(
                attempt,
                SavedCheckpoints.of(
                        id,
                        epoch,
                        epoch == 2,
                        top1,
                        validation,
                        "{\"a\": 1}",
                        new CheckpointFile("model.zip", "m.zip", "k/m", 10, sha),
                        new CheckpointFile("manifest.json", "m.json", "k/j", 20, sha)),
                List.of());
        return id;
    }

    private RunView run(UUID id) {
        return runs.find(id).orElseThrow();
    }

    private int place(UUID id) {
        return java.util.Objects.requireNonNull(run(id).queuePosition());
    }

    private RunState state(UUID id) {
        return run(id).state();
    }

    private int openAttempts(UUID run) {
        return jdbc.sql("select count(*) from attempt where run_id = :run and state = 'OPEN'")
                .param("run", run)
                .query(Integer.class)
                .single();
    }

    private static <T> List<T> together(int threads, Callable<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> futures = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> {
                        start.await();
                        return task.call();
                    }))
                    .toList();
            start.countDown();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }
}
