package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.run.RunState;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** An experiment on somebody's own folder of photographs, which stay in their files. */
class StreamedExperimentTests extends AllRolesTest {
    private static final String SPEC = """
            {"name": "My photos", "network": "resnet8", "dataset": "my-photos",
             "methods": ["pact"], "bits": ["4"], "seeds": [1],
             "baseline": {"epochs": 8, "batchSize": 8, "learningRate": 0.02},
             "recipe": {"epochs": 1, "batchSize": 8, "learningRate": 0.01}}
            """;

    @Autowired
    Experiments experiments;

    @Autowired
    Runs runs;

    @Autowired
    Datasets datasets;

    @Test
    void aFolderOfPhotographsIsTrainedOnAndTheNetworkLearnsIt() {
        assertThat(datasets.catalogue()).extracting(DatasetDescription::name).contains(PHOTOGRAPHS);

        ExperimentView experiment = experiments.submit(JsonMapper.shared().readTree(SPEC), "test");
        await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> runs.of(experiment.id()),
                        all -> all.stream().allMatch(run -> run.state().terminal()));

        List<RunView> all = runs.of(experiment.id());
        assertThat(all)
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.state()).as(run.stateReason()).isEqualTo(RunState.COMPLETED));
        assertThat(all.get(0).metrics().last()).isEqualTo(1.0);
    }
}
