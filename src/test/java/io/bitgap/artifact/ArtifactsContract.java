package io.bitgap.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does. */
abstract class ArtifactsContract {
    static final String SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    static final String KEY_OF_ABC = "sha256/ba/" + SHA_OF_ABC;

    /** An empty one. */
    abstract Artifacts artifacts();

    /** Puts bytes in a place past the store, as an older version or somebody with access did. */
    abstract void write(String key, byte[] bytes) throws IOException;

    /** Everything that lies in the store, finished or not. */
    abstract List<String> everythingStored() throws IOException;

    @Test
    void whatIsPutCanBeOpenedUnderTheHashOfItsBytes() throws IOException {
        StoredArtifact stored = artifacts().put(abc());

        assertThat(stored).isEqualTo(new StoredArtifact(KEY_OF_ABC, 3, SHA_OF_ABC));
        assertThat(read(artifacts().open(KEY_OF_ABC))).isEqualTo("abc");
        assertThat(artifacts().examine(KEY_OF_ABC)).isEqualTo(stored);
        assertThat(artifacts().find(KEY_OF_ABC)).hasValueSatisfying(found -> {
            assertThat(found.key()).isEqualTo(KEY_OF_ABC);
            assertThat(found.size()).isEqualTo(3);
            assertThat(found.storedAt())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        });
    }

    @Test
    void theSameBytesAreThereOnce() throws IOException {
        artifacts().put(abc());
        artifacts().put(abc());

        assertThat(everythingStored()).containsExactly(KEY_OF_ABC);
    }

    @Test
    void nothingIsAlsoAnArtifact() throws IOException {
        StoredArtifact empty = artifacts().put(out -> {});

        assertThat(empty.size()).isZero();
        assertThat(read(artifacts().open(empty.key()))).isEmpty();
        assertThat(artifacts().examine(empty.key()).sha256()).isEqualTo(empty.sha256());
    }

    @Test
    void manyWritersOfTheSameBytesStoreThemOnceAndWhole() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        int writers = 4;
        var together = new CountDownLatch(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<StoredArtifact>> stored = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                stored.add(threads.submit(() -> artifacts().put(out -> {
                    out.write(bytes, 0, 1_000_000);
                    together.countDown();
                    await(together);
                    out.write(bytes, 1_000_000, 2_000_000);
                })));
            }
            for (Future<StoredArtifact> each : stored) {
                assertThat(artifacts().examine(each.get().key()).sha256())
                        .isEqualTo(each.get().sha256());
            }
            assertThat(everythingStored()).hasSize(1);
            try (InputStream in = artifacts().open(stored.get(0).get().key())) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void bytesAreReadFromAnOffset() throws IOException {
        byte[] bytes = new byte[2_000_000];
        new Random(2).nextBytes(bytes);
        String key = artifacts().put(out -> out.write(bytes)).key();

        try (InputStream in = artifacts().open(key, 1_999_000)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 1_999_000, 2_000_000));
        }
        try (InputStream in = artifacts().open(key, 1_000)) {
            assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOfRange(bytes, 1_000, 1_010));
        }
        for (long behind : new long[] {2_000_000, 3_000_000}) {
            try (InputStream in = artifacts().open(key, behind)) {
                assertThat(in.readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void aWriterThatFailsHalfWayLeavesNothingBehind() throws IOException {
        assertThatThrownBy(() -> artifacts().put(out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(ArtifactStoreFailed.class)
                .hasMessageContaining("free some space");
        assertThatThrownBy(() -> artifacts().put(out -> {
                    out.write(new byte[100_000]);
                    throw new IllegalStateException("the exporter gave up");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(everythingStored()).isEmpty();
    }

    @Test
    void alteredBytesAreNoticedAndPuttingThemAgainMakesUpForThem() throws IOException {
        artifacts().put(abc());
        assertThat(artifacts().examine(KEY_OF_ABC).sha256()).isEqualTo(SHA_OF_ABC);

        write(KEY_OF_ABC, bytes("abd"));
        assertThat(artifacts().examine(KEY_OF_ABC).sha256()).isNotEqualTo(SHA_OF_ABC);
        write(KEY_OF_ABC, bytes("ab"));
        assertThat(artifacts().examine(KEY_OF_ABC).sha256()).isNotEqualTo(SHA_OF_ABC);

        artifacts().put(abc());
        assertThat(artifacts().examine(KEY_OF_ABC).sha256()).isEqualTo(SHA_OF_ABC);
        assertThat(read(artifacts().open(KEY_OF_ABC))).isEqualTo("abc");
    }

    @Test
    void whatIsListedHasSizeAndTime() throws IOException {
        artifacts().put(abc());
        artifacts().put(out -> out.write(bytes("another")));
        write("theirs/model.zip", bytes("old"));

        List<ArtifactEntry> listed = new ArrayList<>();
        artifacts().list("sha256", listed::add);

        assertThat(listed).extracting(ArtifactEntry::size).containsExactlyInAnyOrder(3L, 7L);
        assertThat(listed)
                .allSatisfy(entry -> assertThat(entry.storedAt())
                        .isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(Duration.ofMinutes(1))));
        assertThat(keysBelow("theirs")).containsExactly("theirs/model.zip");
        assertThat(keysBelow("nothing")).isEmpty();
    }

    @Test
    void deletingTwiceIsDeletingOnce() {
        artifacts().put(abc());

        artifacts().delete(KEY_OF_ABC);
        artifacts().delete(KEY_OF_ABC);

        assertThat(artifacts().find(KEY_OF_ABC)).isEmpty();
    }

    @Test
    void aMissingArtifactIsNamed() {
        artifacts().put(out -> out.write(1));
        assertThatThrownBy(() -> artifacts().open(KEY_OF_ABC))
                .isInstanceOf(MissingArtifact.class)
                .hasMessageContaining(KEY_OF_ABC);
        assertThatThrownBy(() -> artifacts().examine(KEY_OF_ABC)).isInstanceOf(MissingArtifact.class);
        assertThat(artifacts().find(KEY_OF_ABC)).isEmpty();
    }

    @Test
    void aStoreThatCanBeWrittenIsLeftAsItWas() throws IOException {
        artifacts().checkWritable();

        assertThat(everythingStored()).isEmpty();
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
        assertThatThrownBy(() -> artifacts().open(key)).isInstanceOf(InvalidArtifactKey.class);
        assertThatThrownBy(() -> artifacts().find(key)).isInstanceOf(InvalidArtifactKey.class);
        assertThatThrownBy(() -> artifacts().examine(key).sha256()).isInstanceOf(InvalidArtifactKey.class);
        assertThatThrownBy(() -> artifacts().delete(key)).isInstanceOf(InvalidArtifactKey.class);
        assertThatThrownBy(() -> artifacts().list(key, entry -> {})).isInstanceOf(InvalidArtifactKey.class);
    }

    List<String> keysBelow(String folder) {
        List<String> keys = new ArrayList<>();
        artifacts().list(folder, entry -> keys.add(entry.key()));
        return keys;
    }

    static Artifacts.Content abc() {
        return out -> out.write(bytes("abc"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String read(InputStream bytes) throws IOException {
        try (bytes) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
