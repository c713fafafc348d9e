package io.bitgap.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.info.BuildProperties;

class CodeVersionTests {
    private static final String COMMIT = "3b8f8fa56eb747337a2b3ad9e4c259c677c290e8";

    @Test
    void aBuildNamesItsCommit() {
        assertThat(codeVersion(
                        Map.of("version", "1.2.0", "commit", COMMIT, "dirty", "false", "time", "2026-01-02T03:04:05Z")))
                .isEqualTo(new CodeVersion("1.2.0", COMMIT, "2026-01-02T03:04:05Z"));
    }

    @Test
    void changesThatAreInNoCommitAreMarked() {
        assertThat(codeVersion(Map.of("commit", COMMIT, "dirty", "true")).commit())
                .isEqualTo(COMMIT + "-dirty");
    }

    @Test
    void whatIsNotKnownIsSaidAndNeverEmpty() {
        assertThat(codeVersion(Map.of())).isEqualTo(new CodeVersion("unknown", "unknown", "unknown"));
        assertThatThrownBy(() -> codeVersion(Map.of("commit", ""))).isInstanceOf(IllegalArgumentException.class);
    }

    private static CodeVersion codeVersion(Map<String, String> build) {
        var properties = new Properties();
        properties.putAll(build);
        return CheckpointConfiguration.codeVersion(new BuildProperties(properties));
    }
}
