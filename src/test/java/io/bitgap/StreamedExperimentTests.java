package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.account.Visibility;
import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.run.RunState;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.json.JsonMapper;

/** An experiment on somebody's own folder of photographs, which stay in their files. */
class StreamedExperimentTests extends AllRolesTest {
    private static final String SPEC = """
            {"name": "My photos", "network": "resnet8", "dataset": "my-photos",
             "methods": ["pact"], "bits": ["4"], "seeds": [1], "control": false,
             "baseline": {"epochs": 8, "batchSize": 8, "learningRate": 0.02},
             "recipe": {"epochs": 1, "batchSize": 8, "learningRate": 0.01}}
            """;

    @Autowired
    Experiments experiments;

    @Autowired
    Runs runs;

    @Autowired
    Datasets datasets;

    @Value("${bitgap.datasets.my_photos}")
    String photographs = "";

    @Test
    void aFolderOfPhotographsIsTrainedOnAndTheNetworkLearnsIt() {
        assertThat(datasets.catalogue()).extracting(DatasetDescription::name).contains(PHOTOGRAPHS);

        ExperimentView experiment = experiments.submit(JsonMapper.shared().readTree(SPEC), Visibility.EVERYONE);
        List<RunView> all = ended(experiment);
        assertThat(all)
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.state()).as(run.stateReason()).isEqualTo(RunState.COMPLETED));
        assertThat(all.get(0).metrics().last()).isEqualTo(1.0);
    }

    @Test
    void aRunOnABrokenPhotographFailsHoweverOftenItIsTriedAndGoesOnOnceThatIsMended() throws IOException {
        Path photograph = Path.of(photographs.replaceFirst("#.*", "")).resolve("val/blue/17.jpg");
        byte[] sound = Files.readAllBytes(photograph);
        Files.write(photograph, new byte[sound.length]);
        ExperimentView experiment = experiments.submit(
                JsonMapper.shared().readTree(SPEC.replace("\"epochs\": 8", "\"epochs\": 2")), Visibility.EVERYONE);
        RunView broken = ended(experiment).get(0);
        assertThat(broken.state()).isEqualTo(RunState.FAILED);
        assertThat(broken.stateReason()).contains("17.jpg");
        for (int time = 0; time < 3; time++) {
            experiments.retryFailed(experiment.slug());
            assertThat(ended(experiment)).extracting(RunView::state).containsOnly(RunState.FAILED);
        }
        assertThat(ended(experiment).get(0).checkpoints()).isEmpty();

        Files.write(photograph, sound);
        experiments.retryFailed(experiment.slug());
        assertThat(ended(experiment)).extracting(RunView::state).containsOnly(RunState.COMPLETED);
    }

    private List<RunView> ended(ExperimentView experiment) {
        return await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> runs.of(experiment.id()),
                        all -> all.stream().allMatch(run -> run.state().terminal()));
    }
}
