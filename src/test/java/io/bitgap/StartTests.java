package io.bitgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Starts that must fail: the process ends (a failed start makes it exit with 1) and says why, without a stack trace. */
@Tag("application")
@ExtendWith(OutputCaptureExtension.class)
class StartTests {
    @TempDir
    Path data;

    @Test
    void aSecondStartOnOneDataDirectorySaysSo(CapturedOutput output) throws Exception {
        try (FileChannel held =
                FileChannel.open(data.resolve("bitgap.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            held.lock();
            assertThatThrownBy(() -> start("--bitgap.role=all")).isInstanceOf(RuntimeException.class);
        }
        assertThat(output)
                .contains("Another Bitgap is using the data directory " + data + ".")
                .contains("Stop it, give this one a directory of its own with BITGAP_DATA_DIR")
                .doesNotContain("\tat ");
    }

    @Test
    void aWebProcessAloneNeedsAnOutsideDatabase(CapturedOutput output) {
        assertThatThrownBy(() -> start("--bitgap.role=web")).isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("The role web shares its database with other processes")
                .contains("Name a PostgreSQL with SPRING_DATASOURCE_URL")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnknownRoleIsToldWithTheKnownOnes(CapturedOutput output) {
        assertThatThrownBy(() -> start("--bitgap.role=boss")).isInstanceOf(RuntimeException.class);
        assertThat(output).contains("boss").containsIgnoringCase("worker").doesNotContain("\tat ");
    }

    private void start(String role) {
        SpringApplication.run(Bitgap.class, role, "--bitgap.data-dir=" + data, "--server.port=0")
                .close();
    }
}
