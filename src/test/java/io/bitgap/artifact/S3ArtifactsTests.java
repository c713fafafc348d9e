package io.bitgap.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3ArtifactsTests extends ArtifactsContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static S3Server server;

    private S3Client client;
    private S3Location location;
    private S3Artifacts artifacts;

    @BeforeAll
    static void start() {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void anEmptyBucket() {
        client = server.client();
        location = S3Location.of("s3://bucket" + BUCKETS.incrementAndGet() + "/in/here");
        client.createBucket(request -> request.bucket(location.bucket()));
        artifacts = new S3Artifacts(client, location);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Override
    Artifacts artifacts() {
        return artifacts;
    }

    @Override
    void write(String key, byte[] bytes) {
        client.putObject(
                request -> request.bucket(location.bucket()).key("in/here/" + key), RequestBody.fromBytes(bytes));
    }

    @Override
    List<String> everythingStored() {
        return client.listObjectsV2(request -> request.bucket(location.bucket())).contents().stream()
                .map(S3Object::key)
                .map(key -> key.substring("in/here/".length()))
                .toList();
    }

    @Test
    void moreObjectsThanOneAnswerHoldsAreListed() throws IOException {
        Path objects = Files.createDirectories(folder.resolve(location.bucket() + "/in/here/sha256/aa"));
        for (int i = 0; i < 1_005; i++) {
            Files.createFile(objects.resolve("object" + i));
        }

        assertThat(keysBelow("sha256")).hasSize(1_005);
    }

    @Test
    void anObjectThatIsCutOffBehindTheServersBackHasItsRealSize() throws IOException {
        artifacts.put(abc());

        Files.writeString(folder.resolve(location.bucket() + "/in/here/" + KEY_OF_ABC), "a");

        assertThat(artifacts.examine(KEY_OF_ABC).size()).isEqualTo(1);
    }

    @Test
    void anUploadThatIsCutOffLeavesNothing() throws IOException {
        byte[] model = new byte[1_000_000];
        new Random(3).nextBytes(model);
        try (var line = new CutLine(server.port(), 300_000);
                S3Client cut = S3Server.client(line.endpoint(), S3Server.SECRET_KEY)) {
            assertThatThrownBy(() -> new S3Artifacts(cut, location).put(out -> out.write(model)))
                    .isInstanceOf(ArtifactStoreFailed.class)
                    .hasMessageContaining(location.toString())
                    .hasMessageContaining("does not answer")
                    .extracting("code")
                    .isEqualTo("artifact-store-unreachable");
            assertThat(line.connections()).as("it was tried again").isGreaterThan(1);
        }

        // the store throws away what it had received once it notices that the line is cut, which may be after us
        await().untilAsserted(() -> assertThat(everythingStored()).isEmpty());
    }

    @Test
    void aRangeDoesNotDownloadWhatIsBeforeItNorWhatIsNotRead() throws IOException {
        byte[] model = new byte[20_000_000];
        new Random(4).nextBytes(model);
        String key = artifacts.put(out -> out.write(model)).key();
        try (var line = new CutLine(server.port(), Long.MAX_VALUE);
                S3Client counted = S3Server.client(line.endpoint(), S3Server.SECRET_KEY)) {
            var store = new S3Artifacts(counted, location);

            assertThat(store.examine(key).sha256()).hasSize(64);
            try (var in = store.open(key, 1_000_000)) {
                assertThat(in.readNBytes(4))
                        .containsExactly(model[1_000_000], model[1_000_001], model[1_000_002], model[1_000_003]);
            }

            assertThat(line.answered()).isLessThan(12_000_000);
        }
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        assertSaysWhatToDo("s3://no-such-bucket", client, "artifact-store-missing", "create it");
    }

    @Test
    void wrongCredentialsAreSaidToBeWrong() {
        try (S3Client stranger = S3Server.client(server.endpoint(), "wrong")) {
            assertSaysWhatToDo(location.toString(), stranger, "artifact-store-denied", "AWS_SECRET_ACCESS_KEY");
        }
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        try (S3Client nobody = S3Server.client(URI.create("http://127.0.0.1:1"), "x")) {
            assertSaysWhatToDo(location.toString(), nobody, "artifact-store-unreachable", "AWS_ENDPOINT_URL_S3");
        }
    }

    private static void assertSaysWhatToDo(String store, S3Client client, String code, String advice) {
        var artifacts = new S3Artifacts(client, S3Location.of(store));

        assertThatThrownBy(artifacts::checkWritable)
                .isInstanceOf(ArtifactStoreFailed.class)
                .hasMessageContaining(store)
                .hasMessageContaining(advice)
                .extracting("code")
                .isEqualTo(code);
    }
}
