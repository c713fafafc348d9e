package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.dataset.image.Pictures;
import io.bitgap.experiment.ExperimentView;
import io.bitgap.experiment.Experiments;
import io.bitgap.run.RunState;
import io.bitgap.run.RunView;
import io.bitgap.run.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** An experiment on somebody's own folder of photographs, which stay in their files. */
@SpringBootTest(properties = "bitgap.role=all")
class StreamedExperimentTests {
    private static final String SPEC = """
            {"name": "My photos", "network": "resnet8", "dataset": "my-photos",
             "methods": ["pact"], "bits": ["4"], "seeds": [1],
             "baseline": {"epochs": 8, "batchSize": 8, "learningRate": 0.02},
             "recipe": {"epochs": 1, "batchSize": 8, "learningRate": 0.01}}
            """;

    @TempDir
    static Path home;

    @Autowired
    Experiments experiments;

    @Autowired
    Runs runs;

    @Autowired
    Datasets datasets;

    /** Forty red and blue photographs of different shapes. */
    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry properties) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            String split = i < 16 ? "train" : "val";
            files.put("%s/blue/%d.jpg".formatted(split, i), Pictures.jpeg(40 + i, 30, 0x2030a0 + i));
            files.put("%s/red/%d.jpg".formatted(split, i), Pictures.jpeg(30, 40 + i, 0xa03020 + i));
        }
        Path folder = Pictures.folder(home.resolve("photos"), files);
        properties.add("bitgap.datasets.my_photos", () -> folder + "#stream32");
    }

    @Test
    void aFolderOfPhotographsIsTrainedOnAndTheNetworkLearnsIt() {
        assertThat(datasets.catalogue()).extracting(DatasetDescription::name).contains("my-photos");

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
