package io.bitgap.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import io.bitgap.WebRoleTest;
import io.bitgap.comparison.StoredOutcomes;
import io.bitgap.comparison.web.Browse;
import io.bitgap.experiment.StoredExperiment;
import io.bitgap.run.checkpoint.NewCheckpoint;
import io.bitgap.training.Accuracy;
import io.bitgap.training.MetricPoint;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** What a run's quantizers cost, against the fp32 baseline of its seed. */
@WebRoleTest
class OverheadTests {
    private static final WorkerDevice TWO_THREADS = new WorkerDevice("w", "cpu:0", "A CPU", 2);
    private static final WorkerDevice ONE_THREAD = new WorkerDevice("w", "cpu:1", "A CPU", 1);

    @Autowired
    RunProgress work;

    @Autowired
    Runs runs;

    @Autowired
    StoredExperiment store;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc http;

    StoredExperiment.Ready stored;

    @BeforeEach
    void storeAnExperiment() {
        stored = store.store();
    }

    @Test
    void itIsTheBaselinesMedianSpeedOverTheRuns() throws Exception {
        train(stored.baseline(), TWO_THREADS, 100, 240, 230);
        train(stored.four(), new WorkerDevice("another", "cpu:3", "A CPU", 2), 50, 200, 190);

        assertThat(overhead(stored.four())).isEqualTo(new RunView.Overhead(230.0 / 190, 190.0, 230.0, null));
        http.perform(get("/runs/" + stored.four()))
                .andExpect(jsonPath("$.overhead.imagesPerSecond").value(190.0))
                .andExpect(jsonPath("$.overhead.baselineImagesPerSecond").value(230.0))
                .andExpect(jsonPath("$.progress.imagesPerSecond").value(190.0))
                .andExpect(jsonPath("$.attempts[0].processor").value("A CPU"))
                .andExpect(jsonPath("$.attempts[0].threads").value(2));
        assertThat(Browse.page(http, "/runs/" + stored.four())
                        .select("#overhead dd")
                        .text())
                .isEqualTo("1.21 times 190 against 230 images/s, medians over epochs");
    }

    @Test
    void theBaselineItselfHasASpeedAndNothingToCompareItWith() throws Exception {
        train(stored.baseline(), TWO_THREADS, 230);

        assertThat(overhead(stored.baseline()))
                .isEqualTo(new RunView.Overhead(null, 230.0, null, "There is no fp32 baseline to compare it with."));
        assertThat(Browse.page(http, "/runs/" + stored.baseline()).select("#overhead"))
                .isEmpty();
    }

    @Test
    void aRunFromScratchIsComparedWithTheBaselineOfItsSeed() {
        jdbc.sql("update run set parent_id = null, state = 'QUEUED', queued_at = now() where id = :id")
                .param("id", stored.four())
                .update();
        train(stored.baseline(), TWO_THREADS, 230);
        train(stored.four(), TWO_THREADS, 115);

        assertThat(overhead(stored.four()).factor()).isEqualTo(2);
    }

    @Test
    void aRunThatHasNotCompletedIsNotCompared() {
        train(stored.baseline(), TWO_THREADS, 230);
        RunAssignment taken = work.take(stored.four(), TWO_THREADS).orElseThrow();
        work.begun(taken.attemptId(), 10);
        epoch(taken, 1, 200);

        assertThat(overhead(stored.four()))
                .isEqualTo(new RunView.Overhead(null, 200.0, 230.0, "The run has not completed."));
        assertThat(overhead(stored.two()).imagesPerSecond()).isNull();
    }

    @Test
    void onOtherThreadsItSaysWhatEachTrainedOn() throws Exception {
        train(stored.baseline(), TWO_THREADS, 230);
        train(stored.four(), ONE_THREAD, 100);

        String reason = "The run trained on A CPU (1 thread), its baseline on A CPU (2 threads).";
        assertThat(overhead(stored.four())).isEqualTo(new RunView.Overhead(null, 100.0, 230.0, reason));
        assertThat(Browse.page(http, "/runs/" + stored.four())
                        .select("#overhead dd")
                        .text())
                .isEqualTo("– " + reason);
    }

    @Test
    void onAnotherProcessorItIsNotCompared() {
        train(stored.baseline(), TWO_THREADS, 230);
        train(stored.four(), new WorkerDevice("w", "cuda:0", "A GPU", null), 900);

        assertThat(overhead(stored.four()).reason())
                .isEqualTo("The run trained on A GPU, its baseline on A CPU (2 threads).");
    }

    @Test
    void oneThatWentOnElsewhereIsNotCompared() {
        train(stored.baseline(), TWO_THREADS, 230);
        RunAssignment first = work.take(stored.four(), ONE_THREAD).orElseThrow();
        work.begun(first.attemptId(), 10);
        epoch(first, 1, 100);
        work.released(first.attemptId());
        RunAssignment second = work.take(stored.four(), TWO_THREADS).orElseThrow();
        work.begun(second.attemptId(), 10);
        epoch(second, 2, 200);
        work.completed(second.attemptId());

        assertThat(overhead(stored.four()).reason())
                .startsWith("The run trained on A CPU (1 thread) and A CPU (2 threads), its baseline");
    }

    @Test
    void anAttemptThatSavedNothingDoesNotCount() {
        train(stored.baseline(), TWO_THREADS, 230);
        RunAssignment first = work.take(stored.four(), ONE_THREAD).orElseThrow();
        work.released(first.attemptId());
        train(stored.four(), TWO_THREADS, 115);

        assertThat(overhead(stored.four()).factor()).isEqualTo(2);
    }

    @Test
    void whatWasNotRecordedIsNotGuessed() {
        train(stored.baseline(), TWO_THREADS, 230);
        train(stored.four(), TWO_THREADS, 115);
        jdbc.sql("update attempt set processor = null, threads = null where run_id = :id")
                .param("id", stored.baseline())
                .update();
        assertThat(overhead(stored.four()).reason()).isEqualTo("What its baseline trained on was not recorded.");

        jdbc.sql("delete from metric where run_id = :id")
                .param("id", stored.baseline())
                .update();
        assertThat(overhead(stored.four()).reason()).isEqualTo("The speed of its baseline was not recorded.");
    }

    @Test
    void otherBatchesAreNotCompared() {
        train(stored.baseline(), TWO_THREADS, 230);
        train(stored.four(), TWO_THREADS, 115);
        new StoredOutcomes(jdbc).plan(stored.four(), "{recipe,batchSize}", "64");

        assertThat(overhead(stored.four()).reason()).isEqualTo("The run has 64 images a step, its baseline 32.");
    }

    @Test
    void theApiDescribesIt() throws Exception {
        http.perform(get("/v3/api-docs"))
                .andExpect(jsonPath("$.components.schemas.RunView.properties.overhead.$ref")
                        .value("#/components/schemas/Overhead"))
                .andExpect(jsonPath("$.components.schemas.Overhead.properties.factor.description")
                        .value(org.hamcrest.Matchers.startsWith("baselineImagesPerSecond / imagesPerSecond")))
                .andExpect(jsonPath("$.components.schemas.Overhead.properties.reason")
                        .exists());
    }

    /** Trains a run to its end, an epoch for each speed. */
    private void train(UUID run, WorkerDevice workplace, double... speeds) {
        RunAssignment taken = work.take(run, workplace).orElseThrow();
        work.begun(taken.attemptId(), 10);
        for (int epoch = 1; epoch <= speeds.length; epoch++) {
            epoch(taken, epoch, speeds[epoch - 1]);
        }
        work.completed(taken.attemptId());
    }

    private void epoch(RunAssignment taken, int epoch, double speed) {
        work.measured(
                taken.attemptId(),
                List.of(
                        new MetricPoint(MetricPoint.TRAINING_SPEED, 10L * epoch, epoch, speed),
                        new MetricPoint("train/loss", 10L * epoch, epoch, 1)));
        work.checkpointed(
                taken.attemptId(),
                new NewCheckpoint(
                        UUID.randomUUID(),
                        epoch,
                        false,
                        new Accuracy(1.5, 0.5),
                        null,
                        "{\"quantizers\": []}",
                        List.of()),
                List.of());
    }

    private RunView.Overhead overhead(UUID run) {
        return runs.get(run.toString()).overhead();
    }
}
