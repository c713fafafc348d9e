package io.bitgap.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DevicePoolTests {
    private final DevicePool pool = new DevicePool(List.of(Device.cpu("w", 0, 1, 1), Device.cpu("w", 1, 1, 1)));

    @Test
    void runsThatTrainAtTheSameTimeHaveDifferentDevices() {
        List<String> names = pool.lend(first -> pool.lend(second -> {
            assertThat(pool.busy()).isEqualTo(2);
            return List.of(first.name(), second.name());
        }));

        assertThat(names).containsExactly("cpu:0", "cpu:1");
        assertThat(pool.busy()).isZero();
    }

    @Test
    void aDeviceComesBackWhenItsWorkFails() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> pool.lend(device -> {
                        throw new IllegalStateException("training broke");
                    }))
                    .hasMessage("training broke");
        }

        assertThat(pool.lend(Device::name)).startsWith("cpu:");
    }

    @Test
    void askingForMoreThanThereAreIsAnError() {
        assertThatThrownBy(() -> pool.lend(a -> pool.lend(b -> pool.lend(Device::name))))
                .hasMessageContaining("all 2 devices are in use");
    }
}
