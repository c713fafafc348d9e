package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.Bitgap;
import io.bitgap.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A worker that could not train, or not save what it trains, does not start. */
@Tag("application")
@ExtendWith(OutputCaptureExtension.class)
class StartTests {
    @Test
    void anArtifactStoreThatCannotBeWrittenStopsTheStartWithASentence(@TempDir Path data, CapturedOutput output)
            throws IOException {
        Path file = Files.writeString(data.resolve("a-file"), "in the way");

        assertThatThrownBy(() -> new SpringApplicationBuilder(Bitgap.class)
                        .run(
                                "--bitgap.role=all",
                                "--bitgap.worker.own-process=false",
                                "--bitgap.data-dir=" + data,
                                "--bitgap.artifacts=" + file,
                                "--spring.datasource.url=" + TestDatabase.migrated(),
                                "--server.port=0"))
                .hasRootCauseInstanceOf(IOException.class);

        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("The artifact store " + file + " cannot be written");
    }

    @Test
    void aSlotWithoutAThreadStopsTheStartWithASentence(@TempDir Path data, CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Bitgap.class)
                        .run(
                                "--bitgap.role=all",
                                "--bitgap.worker.own-process=false",
                                "--bitgap.data-dir=" + data,
                                "--bitgap.worker.threads-per-slot=0",
                                "--spring.datasource.url=" + TestDatabase.migrated(),
                                "--server.port=0"))
                .hasRootCauseInstanceOf(InvalidThreadCount.class);

        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("BITGAP_WORKER_THREADS_PER_SLOT (bitgap.worker.threads-per-slot) is 0, but must be 1 to ")
                .doesNotContain("\tat ");
    }
}
