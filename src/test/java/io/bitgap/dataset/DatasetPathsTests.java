package io.bitgap.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetPathsTests {
    @Test
    void variables_become_names_in_lower_case_with_dashes() {
        Map<String, String> environment = Map.of(
                "BITGAP_DATASETS_CIFAR10_JPEG", " /data/c.zip ",
                "BITGAP_DATASETS_PETS", "/data/pets#64x64",
                "BITGAP_DATASETS_EMPTY", " ",
                "BITGAP_DATASETS_", "/nameless",
                "BITGAP_ROLE", "all",
                "PATH", "/bin");
        assertThat(DatasetPaths.from(environment))
                .isEqualTo(Map.of(
                        "cifar10-jpeg", Path.of("/data/c.zip"),
                        "pets", Path.of("/data/pets#64x64")));
    }
}
