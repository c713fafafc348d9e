package io.bitgap.worker;

import static io.bitgap.worker.QueuedRuns.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.artifact.ArtifactsIn;
import io.bitgap.checkpoint.Checkpoints;
import io.bitgap.checkpoint.CodeVersion;
import io.bitgap.run.RunProgress;
import io.bitgap.run.RunState;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.CheckpointRecords;
import io.bitgap.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A run whose newest checkpoint was damaged in the store before it went on. */
@ScriptedWorkerTest
class DamagedCheckpointTests {
    @Autowired
    ScriptedTrainer trainer;

    @Autowired
    QueuedRuns queued;

    @Autowired
    SecondWorker worker;

    @Autowired
    RunProgress work;

    @Autowired
    Runs runs;

    @Autowired
    Settings settings;

    @Autowired
    DeadWorkerRecovery lostRuns;

    enum Damage {
        FLIPPED_BIT {
            @Override
            void doTo(Path file) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        },
        CUT_OFF {
            @Override
            void doTo(Path file) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        },
        GONE {
            @Override
            void doTo(Path file) throws IOException {
                Files.delete(file);
            }
        };

        abstract void doTo(Path file) throws IOException;
    }

    @BeforeEach
    void nothingSpecialHappens() {
        trainer.play((plan, epoch, step) -> {});
    }

    @ParameterizedTest
    @EnumSource
    void theRunGoesBackToTheEpochBeforeAndSaysSo(Damage damage) throws IOException {
        long seed = 50L + damage.ordinal();
        UUID run = killedAt(seed, "checkpoint 3");
        damage.doTo(model(run, 2));

        worker.task(work).execute(run);

        assertThat(queued.state(run)).isEqualTo(RunState.COMPLETED);
        assertThat(trainer.epochs()).containsExactly(seed + ":1", seed + ":2", seed + ":2", seed + ":3");
        assertThat(queued.checkpoints(run)).containsExactly(1, 2, 3);
        RunView.Attempt second = runs.get(run.toString()).attempts().get(1);
        assertThat(second.note())
                .startsWith("The checkpoint of epoch 2 cannot be used: ")
                .endsWith("The run goes back to its checkpoint of epoch 1, which comes to the same result.");
        assertThat(Files.exists(model(run, 2))).isTrue();
    }

    @Test
    void whereNoCheckpointIsWholeTheRunBeginsAgain() throws IOException {
        UUID run = killedAt(60, "checkpoint 2");
        Damage.FLIPPED_BIT.doTo(model(run, 1));

        worker.task(work).execute(run);

        assertThat(queued.state(run)).isEqualTo(RunState.COMPLETED);
        assertThat(trainer.epochs()).containsExactly("60:1", "60:1", "60:2", "60:3");
        assertThat(runs.get(run.toString()).attempts().get(1).note()).contains("The run goes back to the start");
    }

    @Test
    void aCheckpointThatCannotBeReadNowIsNotDamagedAndItsRunWaits() throws IOException {
        UUID run = killedAt(61, "checkpoint 2");
        Path model = model(run, 1);
        Path aside = Files.move(model, model.resolveSibling("aside"));
        Files.createDirectory(model);
        queued.picked(run, "second");

        assertThat(worker.task(work).execute(run)).isEqualTo(RunTask.Ending.LATER);
        assertThat(queued.state(run)).isEqualTo(RunState.QUEUED);
        assertThat(queued.released(run)).endsWith(true);

        Files.delete(model);
        Files.move(aside, model);
        worker.task(work).execute(run);
        assertThat(queued.state(run)).isEqualTo(RunState.COMPLETED);
        assertThat(trainer.epochs()).containsExactly("61:1", "61:2", "61:3");
        lostRuns.handBack("second");
    }

    @Test
    void whereTheStoresVolumeIsNotMountedNoRunBegins(@TempDir Path mountPoint, @Autowired CheckpointRecords records) {
        UUID run = killedAt(62, "checkpoint 2");
        var code = new CodeVersion("1", "unknown", "unknown");
        var bare = new InitialWeights(records, new Checkpoints(ArtifactsIn.directory(mountPoint), code));

        assertThat(worker.task(work, bare).execute(run)).isEqualTo(RunTask.Ending.LATER);

        assertThat(queued.attempts(run)).hasSize(1);
        assertThat(mountPoint).isEmptyDirectory();
        worker.task(work).execute(run);
    }

    private UUID killedAt(long seed, String report) {
        UUID run = queued.store(plan(seed, 3), 0);
        var mortal = new MortalWork(work, report);
        assertThatThrownBy(() -> worker.task(mortal).execute(run)).isInstanceOf(MortalWork.Killed.class);
        return run;
    }

    private Path model(UUID run, int epoch) {
        List<CheckpointFile> files = runs.get(run.toString()).checkpoints().stream()
                .filter(checkpoint -> checkpoint.epoch() == epoch)
                .findFirst()
                .orElseThrow()
                .files();
        String key = files.stream()
                .filter(file -> file.name().equals("model.zip"))
                .findFirst()
                .orElseThrow()
                .storageKey();
        return settings.dataDirectory().resolve("artifacts").resolve(key);
    }
}
