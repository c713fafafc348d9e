package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.artifact.Artifacts;
import io.bitgap.artifact.ArtifactsIn;
import io.bitgap.artifact.StoredArtifact;
import io.bitgap.training.TrainingStopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a store that cannot be written: a file lies where its directory should be. */
class StorePatienceTests {
    @TempDir
    Path folder;

    private final StorePatience patience = new StorePatience(Duration.ofMillis(10));
    private Path root;
    private Artifacts artifacts;

    @BeforeEach
    void aFileIsInTheWay() throws IOException {
        root = Files.createFile(folder.resolve("store"));
        artifacts = ArtifactsIn.directory(root);
    }

    @Test
    void whatCannotBeSavedWaitsWithItsReasonAndIsSavedWhenTheStoreTakesIt() {
        List<String> reasons = new ArrayList<>();
        StoredArtifact saved = patience.save(
                () -> artifacts.put(out -> out.write(1)),
                reason -> {
                    reasons.add(String.valueOf(reason));
                    if (reasons.size() == 1) {
                        delete(root);
                    }
                },
                () -> false);
        assertThat(artifacts.examine(saved.key())).isEqualTo(saved);
        assertThat(reasons).hasSize(2);
        assertThat(reasons.get(0))
                .startsWith("Its checkpoint waits to be saved, and it goes on by itself then. The artifact store "
                        + root + " cannot be written");
        assertThat(reasons.get(1)).isEqualTo("null");
    }

    @Test
    void aRunThatIsCanceledMeanwhileStops() {
        assertThatThrownBy(() -> patience.save(() -> artifacts.put(out -> out.write(1)), reason -> {}, () -> true))
                .isInstanceOf(TrainingStopped.class);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
