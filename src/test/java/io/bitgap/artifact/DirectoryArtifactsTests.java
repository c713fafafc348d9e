package io.bitgap.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.format.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactsTests extends ArtifactsContract {
    /** A device on which every write finds no space. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path root;

    private Artifacts artifacts;

    @BeforeEach
    void anEmptyDirectory() {
        artifacts = new DirectoryArtifacts(root);
    }

    @Override
    Artifacts artifacts() {
        return artifacts;
    }

    @Override
    void write(String key, byte[] bytes) throws IOException {
        Path file = root.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    @Override
    List<String> everythingStored() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }

    @Test
    void anEmptyPlaceIsNotTheStoreThatWasUsedAndIsNotBegunAnew() throws IOException {
        StoredArtifact stored = artifacts().put(out -> out.write(1));
        Path aside = Files.move(root.resolve("sha256"), root.resolve("aside"));
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> artifacts().put(out -> out.write(1)),
                () -> artifacts().open(stored.key()),
                () -> artifacts().checkWritable(),
                () -> artifacts().checkUsed())) {
            assertThatThrownBy(use)
                    .isInstanceOf(ArtifactStoreFailed.class)
                    .hasMessageContaining("is its volume mounted?");
        }
        Files.move(aside, root.resolve("sha256"));
        assertThat(artifacts().examine(stored.key())).isEqualTo(stored);
    }

    @Test
    @EnabledIf("thereIsAFullDevice")
    void aFullDiskIsSaidToBeFullAndKeepsWhatWasThere() throws IOException {
        artifacts.put(abc());

        // the operating system's own words for a full disk, wherever in the middle of an export it comes
        assertThatThrownBy(() -> artifacts.put(out -> {
                    out.write(new byte[50_000]);
                    Files.write(FULL, new byte[50_000]);
                }))
                .isInstanceOf(ArtifactStoreFailed.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining("is full")
                .hasMessageContaining("GET /retention")
                .extracting("code")
                .isEqualTo("artifact-store-full");

        assertThat(everythingStored()).containsExactly(KEY_OF_ABC);
    }

    @Test
    void aFileThatChangedWithoutItsTimeChangingIsNoticed() throws IOException {
        artifacts.put(abc());
        Path file = root.resolve(KEY_OF_ABC);
        FileTime time = Files.getLastModifiedTime(file);
        assertThat(artifacts.examine(KEY_OF_ABC).sha256()).isEqualTo(SHA_OF_ABC);

        Files.write(file, bytes("abd"));
        Files.setLastModifiedTime(file, time);

        assertThat(artifacts.examine(KEY_OF_ABC).sha256()).isNotEqualTo(SHA_OF_ABC);
    }

    @Test
    void puttingAgainMakesYoung() throws IOException {
        artifacts.put(abc());
        Files.setLastModifiedTime(root.resolve(KEY_OF_ABC), FileTime.from(Instant.EPOCH));

        artifacts.put(abc());

        assertThat(artifacts.find(KEY_OF_ABC))
                .hasValueSatisfying(entry -> assertThat(entry.storedAt()).isAfter(Instant.EPOCH));
    }

    @Test
    void aStoreThatCannotBeWrittenSaysSoBeforeAnythingIsTrained() throws IOException {
        Path file = Files.writeString(root.resolve("in-the-way"), "x");
        var elsewhere = new DirectoryArtifacts(file);

        assertThatThrownBy(elsewhere::checkWritable)
                .isInstanceOf(ArtifactStoreFailed.class)
                .hasMessageContaining("in-the-way")
                .hasMessageContaining("BITGAP_ARTIFACTS");
    }

    @Test
    void whatAKilledProcessWasWritingIsRemovedAndWhatAnotherWritesNowIsKept() throws IOException {
        Path incoming = Files.createDirectories(root.resolve(".incoming"));
        Path old = Files.writeString(incoming.resolve("1.part"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path fresh = Files.writeString(incoming.resolve("2.part"), "half");

        artifacts.checkWritable();

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void theHashIsThatOfTheBytes() {
        assertThat(Sha256.of(new ByteArrayInputStream(bytes("abc")))).isEqualTo(SHA_OF_ABC);
    }

    static boolean thereIsAFullDevice() {
        return Files.isWritable(FULL);
    }
}
