package io.bitgap.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryArtifactsTests {
    @TempDir
    Path root;

    private static final String SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void whatIsPutCanBeOpenedUnderItsKey() throws IOException {
        var artifacts = new DirectoryArtifacts(root);

        StoredArtifact stored = artifacts.put(sha -> "runs/r1/model.zip", abc());

        assertThat(stored).isEqualTo(new StoredArtifact("runs/r1/model.zip", 3, SHA_OF_ABC));
        try (var in = artifacts.open("runs/r1/model.zip")) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("abc");
        }
        assertThat(artifacts.size("runs/r1/model.zip")).isEqualTo(3);
        assertThat(artifacts.exists("runs/r1/model.zip")).isTrue();
        assertThat(artifacts.list("runs")).containsExactly("runs/r1/model.zip");
    }

    @Test
    void theKeyMayFollowFromTheHash() {
        var artifacts = new DirectoryArtifacts(root);

        assertThat(artifacts.put(sha -> "by-hash/" + sha.substring(0, 8), abc()).key())
                .isEqualTo("by-hash/ba7816bf");
        artifacts.put(sha -> "by-hash/" + sha.substring(0, 8), abc());

        assertThat(artifacts.list("by-hash")).hasSize(1);
    }

    @Test
    void deletingRemovesTheFileAndFoldersThatAreEmptyThen() {
        var artifacts = new DirectoryArtifacts(root);
        artifacts.put(sha -> "runs/r1/a", abc());
        artifacts.put(sha -> "runs/r2/a", abc());

        artifacts.delete("runs/r1/a");
        artifacts.delete("runs/r1/a");

        assertThat(artifacts.exists("runs/r1/a")).isFalse();
        assertThat(root.resolve("runs/r1")).doesNotExist();
        assertThat(artifacts.list("runs")).containsExactly("runs/r2/a");
    }

    @Test
    void aWriterThatFailsHalfWayLeavesNothingBehind() throws IOException {
        var artifacts = new DirectoryArtifacts(root);

        assertThatThrownBy(() -> artifacts.put(sha -> "runs/r1/model.zip", out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(ArtifactStoreFailed.class)
                .hasMessageContaining("is full")
                .hasMessageContaining(root.toString())
                .extracting("code")
                .isEqualTo("artifact-store-full");

        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aFailedReplacementKeepsTheOldBytes() throws IOException {
        var artifacts = new DirectoryArtifacts(root);
        artifacts.put(sha -> "a", abc());

        assertThatThrownBy(() -> artifacts.put(sha -> "a", out -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(ArtifactStoreFailed.class);

        assertThat(Sha256.of(artifacts.open("a"))).isEqualTo(SHA_OF_ABC);
    }

    @Test
    void aStoreThatCannotBeWrittenSaysSoBeforeAnythingIsTrained() throws IOException {
        Path file = Files.writeString(root.resolve("in-the-way"), "x");
        var artifacts = new DirectoryArtifacts(file);

        assertThatThrownBy(artifacts::checkWritable)
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

        new DirectoryArtifacts(root).checkWritable();

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void aMissingArtifactIsNamed() {
        var artifacts = new DirectoryArtifacts(root);

        assertThatThrownBy(() -> artifacts.open("runs/gone.zip"))
                .isInstanceOf(MissingArtifact.class)
                .hasMessageContaining("runs/gone.zip");
        assertThatThrownBy(() -> artifacts.size("runs/gone.zip")).isInstanceOf(MissingArtifact.class);
        assertThat(artifacts.list("runs")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../up",
                "a/../../up",
                "a//b",
                "a/",
                ".incoming/x",
                "a/.hidden",
                "a\\b",
                "c:x",
                "a b"
            })
    void keysThatLeaveTheStoreOrMeanSomethingToAFileSystemAreRefused(String key) {
        var artifacts = new DirectoryArtifacts(root);

        assertThatThrownBy(() -> artifacts.put(sha -> key, abc())).isInstanceOf(InvalidArtifactKey.class);
        assertThatThrownBy(() -> artifacts.open(key)).isInstanceOf(InvalidArtifactKey.class);
        assertThatThrownBy(() -> artifacts.delete(key)).isInstanceOf(InvalidArtifactKey.class);
        assertThat(root.resolve(".incoming"))
                .satisfiesAnyOf(
                        folder -> assertThat(folder).doesNotExist(),
                        folder -> assertThat(folder).isEmptyDirectory());
    }

    @Test
    void theHashIsThatOfTheBytes() {
        assertThat(Sha256.of(new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(SHA_OF_ABC);
    }

    private static Artifacts.Content abc() {
        return out -> out.write("abc".getBytes(StandardCharsets.UTF_8));
    }
}
