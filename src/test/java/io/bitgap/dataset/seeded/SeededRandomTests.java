package io.bitgap.dataset.seeded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeededRandomTests {
    @Test
    void theSequenceIsThatOfThePublishedGenerator() {
        SeededRandom random = new SeededRandom(0);
        assertThat(random.nextLong()).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(random.nextLong()).isEqualTo(0x6e789e6aa1b965f4L);
        assertThat(random.nextLong()).isEqualTo(0x06c45d188009454fL);
    }

    @Test
    void numbersBelowABoundAreSpreadEvenly() {
        SeededRandom random = SeededRandom.of(1, 2, 3);
        int[] counts = new int[9];
        for (int i = 0; i < 90_000; i++) {
            counts[random.below(9)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }

    @Test
    void partsInAnotherOrderMakeAnotherSequence() {
        assertThat(SeededRandom.of(1, 2).nextLong())
                .isNotEqualTo(SeededRandom.of(2, 1).nextLong());
        assertThat(SeededRandom.of(0).nextLong())
                .isNotEqualTo(SeededRandom.of(0, 0).nextLong());
    }
}
