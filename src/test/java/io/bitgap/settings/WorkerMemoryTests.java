package io.bitgap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class WorkerMemoryTests {
    @Test
    void memoryIsWhatWasSetOrFourHeapsAndNeverTheWholeMachine() {
        long gigabyte = 1L << 30;

        assertThat(memory("6GB").bytes(gigabyte, 8 * gigabyte)).isEqualTo(6 * gigabyte);
        assertThat(memory("").bytes(gigabyte, 8 * gigabyte)).isEqualTo(4 * gigabyte);
        assertThat(memory("").bytes(2 * gigabyte, 6 * gigabyte)).isEqualTo(4 * gigabyte);
    }

    @ParameterizedTest
    @CsvSource({"6, 512MB", "100MB, 512MB", "lots, lots"})
    void memoryThatNoWorkerCanLiveOnIsRefused(String memory, String said) {
        assertThatThrownBy(() -> memory(memory))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining(said);
    }

    private static WorkerMemory memory(String variable) {
        var source = new SystemEnvironmentPropertySource("systemEnvironment", Map.of("BITGAP_WORKER_MEMORY", variable));
        return new Binder(ConfigurationPropertySources.from(List.of(source)))
                .bindOrCreate("bitgap.worker", WorkerMemory.class);
    }
}
