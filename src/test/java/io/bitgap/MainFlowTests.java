package io.bitgap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.account.Visibility;
import io.bitgap.artifact.Artifacts;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.run.RunState;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import io.bitgap.run.checkpoint.CheckpointFile;
import io.bitgap.run.checkpoint.CheckpointPredictions;
import io.bitgap.run.checkpoint.DeploymentState;
import io.bitgap.run.checkpoint.Deployments;
import io.bitgap.settings.Settings;
import io.bitgap.training.Evaluation;
import io.bitgap.training.MetricPoint;
import io.bitgap.training.TestAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** From a submitted experiment to a checkpoint that somebody else restores, with nothing played. */
class MainFlowTests extends AllRolesTest {
    private static final String SPEC = """
            {"name": "Main flow", "network": "resnet8", "dataset": "shapes10",
             "methods": ["pact"], "bits": ["4"], "seeds": [1],
             "baseline": {"epochs": 2, "batchSize": 32},
             "recipe": {"epochs": 1, "batchSize": 32, "learningRate": 0.01},
             "limits": {"trainExamples": 320, "testExamples": 200}}
            """;

    @Autowired
    Experiments experiments;

    @Autowired
    Runs runs;

    @Autowired
    Artifacts artifacts;

    @Autowired
    CheckpointPredictions predictions;

    @Autowired
    Datasets datasets;

    @Autowired
    Deployments deployments;

    @Autowired
    Settings settings;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anExperimentIsTrainedComparedAndItsCheckpointGivesTheSameAccuracy() throws IOException {
        ExperimentView experiment = experiments.submit(JsonMapper.shared().readTree(SPEC), Visibility.EVERYONE);

        await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> runs.of(experiment.id()),
                        all -> all.stream().allMatch(run -> run.state().terminal()));

        List<RunView> all = runs.of(experiment.id());
        assertThat(all).extracting(RunView::method).containsExactly("fp32", "fp32, tuned", "pact");
        assertThat(all)
                .allSatisfy(run -> assertThat(run.state()).as(run.stateReason()).isEqualTo(RunState.COMPLETED));
        RunView quantized = all.get(2);
        assertThat(quantized.control()).isEqualTo(all.get(1).id());
        assertThat(quantized.gapToControl())
                .isEqualTo(requireNonNull(all.get(1).metrics().last())
                        - requireNonNull(quantized.metrics().last()));
        assertThat(quantized.checkpoints()).hasSize(1);
        assertThat(all.subList(0, 2))
                .allSatisfy(fp32 -> assertThat(fp32.metrics().ptq()).isNull());
        assertThat(quantized.metrics().ptq()).isBetween(0.05, 1.0);
        assertThat(jdbc.sql("select text from log_line where run_id = :run and text like '%(PTQ)%'")
                        .param("run", quantized.id())
                        .query(String.class)
                        .single())
                .endsWith(String.format(
                        Locale.ROOT,
                        "top-1 %.2f %% on the test split.",
                        100 * requireNonNull(quantized.metrics().ptq())));
        assertThat(quantized.overhead().factor())
                .as(quantized.overhead().reason())
                .isPositive();
        assertThat(accuracyOf(quantized.checkpoints().get(0)))
                .isEqualTo(quantized.metrics().last());
        assertOneFigureEverywhere(quantized);
        assertThat(shareOfRightPredictions(quantized.checkpoints().get(0)))
                .isEqualTo(quantized.metrics().last());
        assertItIsDeployable(quantized);
        assertAnAlteredOneIsNotExported(all.get(0).checkpoints().get(0));
        assertThat(runs.layers(quantized.id()))
                .hasSize(14)
                .allSatisfy(layer -> assertThat(layer.telemetry())
                        .isNotNull()
                        .satisfies(
                                telemetry -> assertThat(telemetry.levelsUsed()).isBetween(2, layer.levels())));
    }

    /** What the log says of an epoch is what the run and its metrics say of it. */
    private void assertOneFigureEverywhere(RunView run) {
        assertThat(jdbc.sql("select text from log_line where run_id = :run and text like 'Epoch 1 of 1:%'")
                        .param("run", run.id())
                        .query(String.class)
                        .single())
                .contains(String.format(
                        Locale.ROOT,
                        ": loss %.4f, top-1 %.2f %%;",
                        measured(run, MetricPoint.EPOCH_LOSS),
                        100 * measured(run, MetricPoint.EPOCH_TOP1)))
                .endsWith(String.format(
                        Locale.ROOT, "; %.0f images/s.", run.progress().imagesPerSecond()));
        assertThat(run.overhead().imagesPerSecond()).isEqualTo(run.progress().imagesPerSecond());
    }

    private double shareOfRightPredictions(RunView.Checkpoint checkpoint) {
        TestAnswers answers = predictions.find(checkpoint.id()).orElseThrow();
        return IntStream.range(0, answers.size()).filter(answers::right).count() / (double) answers.size();
    }

    private double measured(RunView run, String metric) {
        return runs.metrics(run.id(), List.of(metric)).get(0).points().get(0).value();
    }

    /** Its ONNX model is as accurate in ONNX Runtime; that is measured by itself when the run is over. */
    private void assertItIsDeployable(RunView run) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> export(run), export -> export.state() == DeploymentState.DONE);
        RunView.Checkpoint checkpoint = checkpoint(run);
        assertThat(checkpoint.deployment()).isNotNull().satisfies(deployed -> {
            assertThat(deployed.reason()).isNull();
            assertThat(deployed.top1()).isEqualTo(checkpoint.top1());
        });
        assertThat(checkpoint.files())
                .extracting(CheckpointFile::name)
                .containsExactly(
                        "calibration.json",
                        "manifest.json",
                        "model.onnx",
                        "model.zip",
                        "quantizers.json",
                        "weights.bin");
        assertThat(checkpoint.files())
                .filteredOn(file -> file.name().equals("model.onnx"))
                .singleElement()
                .satisfies(file -> assertThat(file.downloadName())
                        .matches("resnet8-shapes10-w4pact-a4pact-s1-e1-[0-9a-f]{8}\\.onnx"));
    }

    private RunView.Checkpoint checkpoint(RunView run) {
        return runs.get(run.id().toString()).checkpoints().get(0);
    }

    private RunView.Deployed export(RunView run) {
        return Objects.requireNonNull(checkpoint(run).deployment());
    }

    /** The baseline's first epoch, which nobody exported so far. */
    private void assertAnAlteredOneIsNotExported(RunView.Checkpoint first) throws IOException {
        assertThat(first.deployment()).isNull();
        Path model = settings.dataDirectory()
                .resolve("artifacts")
                .resolve(model(first).storageKey());
        Files.write(model, new byte[] {1}, StandardOpenOption.APPEND);
        deployments.request(first.id());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> deployments.find(first.id()).orElseThrow(), export -> export.finishedAt() != null);
        assertThat(deployments.find(first.id()).orElseThrow().reasonCode()).isEqualTo("checkpoint-altered");
    }

    private static CheckpointFile model(RunView.Checkpoint checkpoint) {
        return checkpoint.files().stream()
                .filter(file -> file.name().equals("model.zip"))
                .findFirst()
                .orElseThrow();
    }

    /** Restores what a person would download, by DL4J's own means. */
    private double accuracyOf(RunView.Checkpoint checkpoint) throws IOException {
        try (var bytes = artifacts.open(model(checkpoint).storageKey())) {
            ComputationGraph restored = ModelSerializer.restoreComputationGraph(bytes);
            return Evaluation.of(restored, Batches.limited(datasets.load("shapes10"), 320, 200))
                    .top1();
        }
    }
}
