package io.bitgap.run.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.WebRoleTest;
import io.bitgap.experiment.StoredExperiment;
import io.bitgap.run.RunProgress;
import io.bitgap.run.RunState;
import io.bitgap.run.Runs;
import io.bitgap.run.WorkerDevice;
import io.bitgap.run.checkpoint.SavedCheckpoints;
import io.bitgap.training.MetricPoint;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@WebRoleTest
class RunLogTests {
    private static final LogQuery ALL = new LogQuery(null, null, 0);

    @Autowired
    RunProgress work;

    @Autowired
    RunLog log;

    @Autowired
    RunLogs logs;

    @Autowired
    RunEvents events;

    @Autowired
    Runs runs;

    @Autowired
    StoredExperiment store;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    JdbcClient jdbc;

    StoredExperiment.Ready stored;

    @BeforeEach
    void storeAnExperiment() {
        stored = store.store();
    }

    @Test
    void theLogTellsWhereARunWasTrainedHowItBeganAndHowItEnded() {
        UUID attempt = take(stored.baseline());
        work.begun(attempt, 10);
        work.logged(attempt, LogLevel.INFO, "Epoch 1 of 2.");
        work.failed(attempt, "loss-not-finite", "The loss is NaN.");

        assertThat(texts(stored.baseline()))
                .containsExactly(
                        "Attempt 1 begins on cpu:0 of w (a CPU, 2 threads).",
                        "Starts from random weights.",
                        "Training begins: 10 steps an epoch.",
                        "Epoch 1 of 2.",
                        "Failed (loss-not-finite): The loss is NaN.");
        assertThat(logs.all(stored.baseline(), ALL)).extracting(LogLine::line).containsExactly(1, 2, 3, 4, 5);
        assertThat(logs.all(stored.four(), ALL))
                .singleElement()
                .satisfies(line -> assertThat(line.level()).isEqualTo(LogLevel.ERROR))
                .satisfies(line -> assertThat(line.text()).contains("that it starts from (fp32, seed 1) failed"));
    }

    @Test
    void theLogTellsWhatUsersDidAndWhereTheRunWentOn() {
        UUID first = take(stored.baseline());
        work.begun(first, 10);
        work.checkpointed(first, SavedCheckpoints.of(UUID.randomUUID(), 1, false, 0.5, "{}"), List.of());
        runs.pause(stored.baseline().toString());
        runs.resume(stored.baseline().toString());
        UUID second = take(stored.baseline());
        work.lost(stored.baseline(), "its process was killed");
        runs.cancel(stored.baseline().toString());
        runs.retry(stored.baseline().toString());

        assertThat(texts(stored.baseline()))
                .filteredOn(text -> !text.startsWith("Attempt") && !text.startsWith("The checkpoint"))
                .satisfiesExactly(
                        text -> assertThat(text).isEqualTo("Starts from random weights."),
                        text -> assertThat(text).startsWith("Training begins"),
                        text -> assertThat(text).isEqualTo("Paused by a user."),
                        text -> assertThat(text).isEqualTo("Resumed by a user."),
                        text -> assertThat(text).isEqualTo("Resumes after epoch 1 from its checkpoint."),
                        text -> assertThat(text).isEqualTo("Worker w was lost: its process was killed."),
                        text -> assertThat(text).isEqualTo("Canceled by a user."),
                        text -> assertThat(text).isEqualTo("Tried again by a user."));
        work.logged(second, LogLevel.INFO, "Too late.");
        assertThat(texts(stored.baseline())).doesNotContain("Too late.");
        assertThat(texts(stored.four()))
                .containsExactly("The run that it starts from (fp32, seed 1) was canceled.", "Tried again by a user.");
    }

    @Test
    void aLineStaysOnOneLineAndHasAnEnd() {
        log.info(stored.two(), null, "two\nlines\tand " + "x".repeat(3000));

        assertThat(texts(stored.two()))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("two lines and xxx")
                        .endsWith("…")
                        .hasSize(RunLog.MAX_LINE_LENGTH));
    }

    @Test
    void aLogHasAnEndAndSaysSo() {
        jdbc.sql("update run set log_lines = :lines where id = :run")
                .param("lines", RunLog.MAX_LINES - 2)
                .param("run", stored.two())
                .update();
        List.of("fits", "one too many", "another").forEach(text -> log.info(stored.two(), null, text));

        assertThat(texts(stored.two()))
                .containsExactly("fits", "The log is full: a run has at most 10000 lines. Later ones are left out.");
        log.write(stored.two(), null, LogLevel.ERROR, "Why it failed.");
        assertThat(texts(stored.two())).last().isEqualTo("Why it failed.");
    }

    @Test
    void statesValuesAndLinesShareOneOrder() {
        UUID attempt = take(stored.baseline());
        work.begun(attempt, 10);
        work.measured(attempt, List.of(new MetricPoint("b", 1, 0.1, 3), new MetricPoint("a", 1, 0.1, 2)));
        work.measured(attempt, List.of(new MetricPoint("a", 2, 0.2, Double.NaN)));
        work.measured(attempt, List.of(new MetricPoint("a", 1, 0.1, 5)));
        work.completed(attempt);

        long last = Objects.requireNonNull(
                        events.heads(List.of(stored.baseline())).get(stored.baseline()))
                .last();
        List<RunEvent> all = events.between(stored.baseline(), 0, last);
        assertThat(all).extracting(RunEvent::id).isSorted().doesNotHaveDuplicates();
        assertThat(all)
                .filteredOn(RunEvent.State.class::isInstance)
                .extracting(event -> ((RunEvent.State) event).state())
                .containsExactly(RunState.QUEUED, RunState.STARTING, RunState.RUNNING, RunState.COMPLETED);
        assertThat(all)
                .filteredOn(RunEvent.Metric.class::isInstance)
                .extracting(event -> ((RunEvent.Metric) event).values())
                .as("what is measured again comes later, and no more where it was")
                .containsExactly(
                        List.of(new RunEvent.Value("b", 1, 0.1, 3)), List.of(new RunEvent.Value("a", 1, 0.1, 5)));
        assertThat(all)
                .last()
                .isInstanceOf(RunEvent.State.class)
                .satisfies(event -> assertThat(event.id()).isEqualTo(last));
        assertThat(events.between(stored.baseline(), all.get(2).id(), last)).isEqualTo(all.subList(3, all.size()));
    }

    @Test
    void anEventCannotComeBeforeOneThatIsNotYetVisible() {
        transactions.executeWithoutResult(slow -> {
            log.info(stored.two(), null, "first");
            CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> transactions.executeWithoutResult(quick -> {
                        jdbc.sql("set local lock_timeout = '50ms'").update();
                        log.info(stored.two(), null, "second");
                    }));
            assertThatThrownBy(other::join)
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("lock timeout");
        });
        assertThat(texts(stored.two())).containsExactly("first");
    }

    private UUID take(UUID run) {
        return work.take(run, new WorkerDevice("w", "cpu:0", "a CPU", 2))
                .orElseThrow()
                .attemptId();
    }

    private List<String> texts(UUID run) {
        return logs.all(run, ALL).stream().map(LogLine::text).toList();
    }
}
