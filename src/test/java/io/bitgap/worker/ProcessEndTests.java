package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a worker's process and its end. */
class ProcessEndTests {
    @ParameterizedTest
    @CsvSource({
        "1, exit code 1",
        "134, aborted (signal 6)",
        "137, as the kernel does when memory is short",
        "139, crashed in native code",
        "159, ended by signal 31",
        "75, made no progress",
        "76, canceled or paused"
    })
    void anEndIsToldInWords(int code, String words) {
        assertThat(new ProcessEnd(code).words()).startsWith("its process ").contains(words);
    }

    @Test
    void theFirstStartAgainIsAtOnceAndLaterOnesWaitLongerUpToAMinute() {
        assertThat(List.of(1, 2, 3, 4, 7, 100).stream()
                        .map(WorkerProcess::pause)
                        .map(Duration::toSeconds))
                .containsExactly(0L, 2L, 4L, 8L, 60L, 60L);
    }

    @Test
    void theWorkerHasTheOptionsOfItsParentButNoSecondPortAndItsOwnHeap() {
        List<String> parents =
                List.of("-Xmx1g", "-Dorg.bytedeco.javacpp.cachedir=/tmp/x", "-agentlib:jdwp=address=5005");

        assertThat(WorkerCommand.options(parents, heap(null)))
                .containsExactly("-Xmx1g", "-Dorg.bytedeco.javacpp.cachedir=/tmp/x");
        assertThat(WorkerCommand.options(parents, heap("1500m")))
                .containsExactly("-Dorg.bytedeco.javacpp.cachedir=/tmp/x", "-Xmx1500m");
        assertThat(WorkerCommand.options(parents, heap("40%")))
                .containsExactly("-Dorg.bytedeco.javacpp.cachedir=/tmp/x", "-XX:MaxRAMPercentage=40");
    }

    private static WorkerProcessSettings heap(@org.jspecify.annotations.Nullable String size) {
        return new WorkerProcessSettings(true, size, null);
    }
}
