package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.artifact.Artifacts;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.CheckpointFile;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.experiment.RunState;
import io.bitgap.experiment.RunView;
import io.bitgap.experiment.Runs;
import io.bitgap.training.Evaluation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.json.JsonMapper;

/** From a submitted experiment to a checkpoint that somebody else restores, with nothing played. */
@SpringBootTest(properties = "bitgap.role=all")
class MainFlowTests {
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
    Datasets datasets;

    @Test
    void anExperimentIsTrainedComparedAndItsCheckpointGivesTheSameAccuracy() throws IOException {
        ExperimentView experiment = experiments.submit(JsonMapper.shared().readTree(SPEC), "test");

        await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> runs.of(experiment.id()),
                        all -> all.stream().allMatch(run -> run.state().terminal()));

        List<RunView> all = runs.of(experiment.id());
        assertThat(all).extracting(RunView::method).containsExactly("fp32", "pact");
        assertThat(all)
                .allSatisfy(run -> assertThat(run.state()).as(run.stateReason()).isEqualTo(RunState.COMPLETED));
        RunView quantized = all.get(1);
        assertThat(quantized.checkpoints()).hasSize(1);
        assertThat(quantized.overhead().factor())
                .as(quantized.overhead().reason())
                .isPositive();
        assertThat(accuracyOf(quantized.checkpoints().get(0)))
                .isEqualTo(quantized.metrics().last());
        assertThat(runs.layers(quantized.id()))
                .hasSize(14)
                .allSatisfy(layer -> assertThat(layer.telemetry())
                        .isNotNull()
                        .satisfies(
                                telemetry -> assertThat(telemetry.levelsUsed()).isBetween(2, layer.levels())));
    }

    /** Restores what a person would download, by DL4J's own means. */
    private double accuracyOf(RunView.Checkpoint checkpoint) throws IOException {
        CheckpointFile model = checkpoint.files().stream()
                .filter(file -> file.name().equals("model.zip"))
                .findFirst()
                .orElseThrow();
        try (var bytes = artifacts.open(model.storageKey())) {
            ComputationGraph restored = ModelSerializer.restoreComputationGraph(bytes);
            return Evaluation.of(restored, Batches.limited(datasets.load("shapes10"), 320, 200))
                    .top1();
        }
    }
}
