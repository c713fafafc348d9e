package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTests {
    @Test
    void theShareCountsTheStepsOfTheCurrentEpoch() {
        assertThat(new Progress(1, 4, 5, 10, 0, 0).share()).isEqualTo(0.375);
        assertThat(new Progress(4, 4, 10, 10, 0, 0).share()).isEqualTo(1.0);
        assertThat(new Progress(0, 0, 0, 0, 0, 0).share()).isEqualTo(0.0);
    }
}
