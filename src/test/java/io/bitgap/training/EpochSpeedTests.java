package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpochSpeedTests {
    @Test
    void aFirstStepThatTookLongDoesNotCount() {
        EpochSpeed speed = new EpochSpeed(5);
        for (long millis : new long[] {4000, 100, 200, 100, 50}) {
            speed.step(32, millis * 1_000_000);
        }

        assertThat(speed.median()).isEqualTo(320);
    }

    @Test
    void ofTwoStepsItIsTheMean() {
        EpochSpeed speed = new EpochSpeed(2);
        speed.step(10, 1_000_000_000);
        speed.step(30, 1_000_000_000);

        assertThat(speed.median()).isEqualTo(20);
    }
}
