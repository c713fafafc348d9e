package io.bitgap.checkpoint;

import static io.bitgap.checkpoint.Samples.network;
import static io.bitgap.checkpoint.Samples.provenance;
import static io.bitgap.checkpoint.Samples.state;
import static io.bitgap.checkpoint.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.artifact.ArtifactsIn;
import io.bitgap.artifact.MissingArtifact;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.training.TrainingStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckpointsTests {
    @TempDir
    Path root;

    private Checkpoints checkpoints;

    @BeforeEach
    void anEmptyStore() {
        checkpoints = new Checkpoints(
                ArtifactsIn.directory(root),
                new CodeVersion("0.1.0", "3b8f8fa56eb747337a2b3ad9e4c259c677c290e8", "2026-01-01T00:00:00Z"));
    }

    @Test
    void aRestoredNetworkGoesOnExactlyLikeTheSavedOne() {
        var graph = network();
        var saved = checkpoints.save(state(graph), provenance(new UUID(0, 1)), Samples.SPLIT);

        var restored = checkpoints.restore(saved.files().get(0));
        step(graph);
        step(restored);

        assertThat(restored.params()).isEqualTo(graph.params());
        assertThat(restored.getUpdater().getUpdaterStateViewArray())
                .isEqualTo(graph.getUpdater().getUpdaterStateViewArray());
        assertThat(restored.getIterationCount()).isEqualTo(graph.getIterationCount());
    }

    @Test
    void whatTrainingRemembersBesideTheNetworkComesBackWithIt() {
        var saved = checkpoints.save(state(network()), provenance(new UUID(0, 1)), Samples.SPLIT);

        assertThat(checkpoints.resume(saved.files().get(0)))
                .isInstanceOfSatisfying(
                        TrainingStart.Resume.class,
                        resume -> assertThat(resume.memory().parts())
                                .containsOnlyKeys("steps")
                                .containsEntry("steps", new byte[] {1, 2, 3}));
    }

    @Test
    void theManifestSaysWhereTheModelComesFrom() {
        var saved = checkpoints.save(state(network()), provenance(new UUID(0, 1)), Samples.SPLIT);

        JsonNode manifest = JsonMapper.shared().readTree(saved.manifest());
        assertThat(manifest.at("/spec/network").asString()).isEqualTo("resnet20");
        assertThat(manifest.at("/specHash").asString()).isEqualTo("plan-hash");
        assertThat(manifest.at("/code/version").asString()).isEqualTo("0.1.0");
        assertThat(manifest.at("/code/commit").asString()).isEqualTo("3b8f8fa56eb747337a2b3ad9e4c259c677c290e8");
        assertThat(manifest.at("/code/builtAt").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(manifest.at("/dataset/checksum").asString()).isEqualTo("md5:c32a1d4ab5d03f1284b67883e8d87530");
        assertThat(manifest.at("/seed").asLong()).isEqualTo(1);
        assertThat(manifest.at("/epoch").asInt()).isEqualTo(30);
        assertThat(manifest.at("/metrics/simulated/top1").asDouble()).isEqualTo(0.875);
        assertThat(manifest.at("/metrics/deployed").isMissingNode()).isTrue();
        assertThat(manifest.at("/quantizers/0/parameters/alpha").asDouble()).isEqualTo(7.5);
        assertThat(manifest.at("/createdAt").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(manifest.at("/files/0/sha256").asString())
                .isEqualTo(saved.files().get(0).sha256());
        assertThat(manifest.at("/files/0/size").asLong())
                .isEqualTo(saved.files().get(0).size());
    }

    @Test
    void theStoredManifestIsTheReportedOne() throws IOException {
        var saved = checkpoints.save(state(network()), provenance(new UUID(0, 1)), Samples.SPLIT);

        try (var in = checkpoints.open(saved.files().get(1))) {
            assertThat(in.readAllBytes()).asString().isEqualTo(saved.manifest());
        }
    }

    @Test
    void filesHaveNamesThatPeopleCanRead() {
        var saved = checkpoints.save(state(network()), provenance(new UUID(0, 1)), Samples.SPLIT);

        String sha8 = saved.files().get(0).sha256().substring(0, 8);
        assertThat(saved.files())
                .extracting(CheckpointFile::downloadName)
                .containsExactly(
                        "resnet20-cifar10-w4pact-a4pact-s1-e30-" + sha8 + ".zip",
                        "resnet20-cifar10-w4pact-a4pact-s1-e30-" + sha8 + ".json");
    }

    @Test
    void savingTheSameModelAgainStoresItOnce() throws IOException {
        var graph = network();
        var first = checkpoints.save(state(graph), provenance(new UUID(0, 1)), Samples.SPLIT);
        var second = checkpoints.save(state(graph), provenance(new UUID(0, 1)), Samples.SPLIT);

        assertThat(second.files()).isEqualTo(first.files());
        assertThat(filesBelow(root)).hasSize(2);
    }

    @Test
    void aTruncatedModelIsRefusedByName() throws IOException {
        CheckpointFile model = checkpoints
                .save(state(network()), provenance(new UUID(0, 1)), Samples.SPLIT)
                .files()
                .get(0);
        Path onDisk = root.resolve(model.storageKey());
        byte[] bytes = Files.readAllBytes(onDisk);
        Files.write(onDisk, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> checkpoints.restore(model))
                .isInstanceOf(AlteredCheckpoint.class)
                .hasMessageContaining("model.zip")
                .hasMessageContaining(model.sha256());
    }

    @Test
    void aMissingModelIsRefusedByName() throws IOException {
        CheckpointFile model = checkpoints
                .save(state(network()), provenance(new UUID(0, 1)), Samples.SPLIT)
                .files()
                .get(0);
        Files.delete(root.resolve(model.storageKey()));

        assertThatThrownBy(() -> checkpoints.restore(model))
                .isInstanceOf(MissingArtifact.class)
                .hasMessageContaining(model.storageKey());
    }

    @Test
    void baselinesAndFp32RolesAreNamedAsSuch() {
        String sha = "9f3ac2d1" + "0".repeat(56);

        assertThat(DownloadName.stem(Samples.plan(null), 3, sha)).isEqualTo("resnet20-cifar10-fp32-s1-e3-9f3ac2d1");
        assertThat(DownloadName.stem(Samples.plan(Samples.pact(2, 32)), 3, sha))
                .isEqualTo("resnet20-cifar10-w2pact-afp32-s1-e3-9f3ac2d1");
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
