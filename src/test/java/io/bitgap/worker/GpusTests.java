package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpusTests {
    @ParameterizedTest
    @CsvSource({
        "3.0, false",
        "3.5, true",
        "7.0, true",
        "8.6, true",
        "8.9, true",
        "9.0, false",
        "10.0, false",
        "12.0, false",
    })
    void machineCodeReachesFromKeplerToAda(String capability, boolean usable) {
        assertThat(Gpu.parse("0, NVIDIA Something, " + capability + ", 24564").usable())
                .isEqualTo(usable);
    }

    @Test
    void usableOnesAreListedAndOthersLeftOut() {
        var gpus = printing("0, NVIDIA H100 80GB HBM3, 9.0, 81559\\n1, NVIDIA A10, 8.6, 23028");

        assertThat(gpus.usable()).containsExactly(new Gpu(1, "NVIDIA A10", 8, 6, 23028L << 20));
    }

    @Test
    void aGpuThatIsTooNewIsNamedWithItsComputeCapability() {
        assertThatThrownBy(
                        () -> printing("0, NVIDIA H100 80GB HBM3, 9.0, 81559").usable())
                .isInstanceOf(NoUsableGpu.class)
                .hasMessageContaining("NVIDIA H100 80GB HBM3 (compute capability 9.0)")
                .hasMessageContaining("3.5 to 8.9");
    }

    @Test
    void aMissingDriverIsNamed() {
        assertThatThrownBy(() -> new Gpus(List.of("no-such-nvidia-smi")).usable())
                .isInstanceOf(NoUsableGpu.class)
                .hasMessageContaining("no usable GPU")
                .hasMessageContaining("driver is not installed");
    }

    @Test
    void aDriverThatDoesNotWorkIsQuoted() {
        assertThatThrownBy(() -> new Gpus(List.of("sh", "-c", "echo couldn\\'t communicate; exit 9")).usable())
                .isInstanceOf(NoUsableGpu.class)
                .hasMessageContaining("couldn't communicate");
    }

    @Test
    void aDriverWithoutADeviceIsSaidToHaveNone() {
        assertThatThrownBy(() -> printing("").usable())
                .isInstanceOf(NoUsableGpu.class)
                .hasMessageContaining("no device");
    }

    private static Gpus printing(String lines) {
        return new Gpus(List.of("printf", lines));
    }
}
