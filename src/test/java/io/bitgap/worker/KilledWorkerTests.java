package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.artifact.Artifacts;
import io.bitgap.run.RunProgress;
import io.bitgap.run.RunState;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is left when a worker is killed, and what the next attempt makes of it. */
@ScriptedWorkerTest
class KilledWorkerTests {
    @Autowired
    ScriptedTrainer trainer;

    @Autowired
    QueuedRuns queued;

    @Autowired
    SecondWorker worker;

    @Autowired
    RunProgress work;

    @Autowired
    Artifacts artifacts;

    @BeforeEach
    void nothingSpecialHappens() {
        trainer.play((plan, epoch, step) -> {});
    }

    @Test
    void aKillBetweenSavingACheckpointAndReportingItLosesNothingAndMixesNothingUp() {
        UUID run = queued.store(plan(30, 3), 0);
        var mortal = new MortalWork(work, "checkpoint 2");

        assertThatThrownBy(() -> worker.task(mortal).execute(run)).isInstanceOf(MortalWork.Killed.class);
        assertThat(queued.checkpoints(run)).containsExactly(1);

        worker.task(work).execute(run);

        assertThat(queued.state(run)).isEqualTo(RunState.COMPLETED);
        assertThat(queued.attempts(run)).containsExactly("LOST", "COMPLETED");
        assertThat(trainer.epochs()).containsExactly("30:1", "30:2", "30:3");
        assertThat(queued.checkpoints(run)).containsExactly(1, 2, 3);
        assertThat(queued.measuredSteps(run)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(queued.files(run))
                .hasSize(6)
                .allSatisfy(
                        file -> assertThat(artifacts.examine(file.storageKey()).sha256())
                                .isEqualTo(file.sha256()));
    }

    @Test
    void aKillAfterTheLastCheckpointLeavesNothingToTrain() {
        UUID run = queued.store(plan(31, 2), 0);
        var mortal = new MortalWork(work, "completed");

        assertThatThrownBy(() -> worker.task(mortal).execute(run)).isInstanceOf(MortalWork.Killed.class);
        assertThat(queued.checkpoints(run)).containsExactly(1, 2);

        worker.task(work).execute(run);

        assertThat(queued.state(run)).isEqualTo(RunState.COMPLETED);
        assertThat(trainer.epochs()).containsExactly("31:1", "31:2");
    }
}
