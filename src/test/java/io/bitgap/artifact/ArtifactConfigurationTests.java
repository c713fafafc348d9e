package io.bitgap.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.settings.Role;
import io.bitgap.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactConfigurationTests {
    @TempDir
    Path data;

    @Test
    void withoutALocationArtifactsLieInTheDataDirectory() {
        new ArtifactConfiguration().artifacts("", settings()).put(sha -> "a", out -> out.write(1));

        assertThat(data.resolve("artifacts/a")).exists();
    }

    private Settings settings() {
        return new Settings(Role.ALL, data.toString(), false, Map.of());
    }

    @Test
    void anObjectStoreIsRefusedWithASentence() {
        assertThatThrownBy(() -> new ArtifactConfiguration().artifacts("s3://bucket", settings()))
                .hasMessageContaining("s3://bucket")
                .hasMessageContaining("not supported yet");
    }
}
