package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTests {
    @Test
    void itIsTheModelThatTheSystemNames() {
        assertThat(Processor.name(List.of("processor\t: 0", "model\t\t: 1", "model name\t: AMD EPYC 9B14", "")))
                .isEqualTo("AMD EPYC 9B14");
    }

    @Test
    void whereNoModelIsNamedItIsTheArchitecture() {
        assertThat(Processor.name(List.of("processor\t: 0", "CPU part\t: 0xd40")))
                .isEqualTo(System.getProperty("os.arch"));
        assertThat(Processor.name()).isNotBlank();
    }
}
