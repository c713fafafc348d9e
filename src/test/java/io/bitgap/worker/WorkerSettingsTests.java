package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class WorkerSettingsTests {
    @ParameterizedTest
    @CsvSource({"1, 8, 8", "2, 8, 4", "3, 8, 2", "2, 1, 1", "64, 2, 1"})
    void withoutASettingTheSlotsShareTheCores(int slots, int cores, int threads) {
        assertThat(settings(Map.of("BITGAP_WORKER_SLOTS", slots)).threads(cores))
                .isEqualTo(threads);
    }

    @Test
    void severalWorkersOnOneMachineCanHaveTheirPartEach() {
        assertThat(settings(Map.of("BITGAP_WORKER_THREADS_PER_SLOT", "3")).threads(8))
                .isEqualTo(3);
    }

    @Test
    void anEmptyVariableIsNoSetting() {
        assertThat(settings(Map.of("BITGAP_WORKER_THREADS_PER_SLOT", "")).threads(8))
                .isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "-1, 2", "3, 2"})
    void moreThreadsThanCoresOrNoneAreRefusedWithWhatIsPossible(int threads, int cores) {
        WorkerSettings settings = settings(Map.of("BITGAP_WORKER_THREADS_PER_SLOT", threads));

        assertThatThrownBy(() -> settings.threads(cores))
                .isInstanceOf(InvalidThreadCount.class)
                .hasMessage(
                        "BITGAP_WORKER_THREADS_PER_SLOT (bitgap.worker.threads-per-slot) is %d, but must be 1 to 2: so many cores may this process use, by the machine and the CPU limit of its container. Leave it out for 2, the cores shared out among the slots.",
                        threads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BITGAP_WORKER_LONGEST_STEP", "BITGAP_WORKER_HEARTBEAT"})
    void aTimeWithoutItsUnitIsRefused(String name) {
        assertThatThrownBy(() -> settings(Map.of(name, "3")))
                .rootCause()
                .hasMessageStartingWith(name)
                .hasMessageContaining("with its unit");
    }

    private static WorkerSettings settings(Map<String, Object> environment) {
        var source = new SystemEnvironmentPropertySource("systemEnvironment", environment);
        return new Binder(ConfigurationPropertySources.from(List.of(source)))
                .bindOrCreate("bitgap.worker", WorkerSettings.class);
    }
}
