package io.bitgap.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactConfigurationTests {
    @TempDir
    Path data;

    @Test
    void withoutALocationArtifactsLieInTheDataDirectory() {
        new ArtifactConfiguration().artifacts("", data).put(sha -> "a", out -> out.write(1));

        assertThat(data.resolve("artifacts/a")).exists();
    }

    @Test
    void anObjectStoreIsRefusedWithASentence() {
        assertThatThrownBy(() -> new ArtifactConfiguration().artifacts("s3://bucket", data))
                .hasMessageContaining("s3://bucket")
                .hasMessageContaining("not supported yet");
    }
}
