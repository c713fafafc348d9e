package io.bitgap.dataset.batch;

import io.bitgap.dataset.seeded.SeededRandom;

/**
 * Augmentation of one image: padded by {@link #PAD} on every side, cropped back to its size, perhaps mirrored.
 *
 * @param down rows the picture moves up, -PAD..PAD
 * @param right columns the picture moves left, -PAD..PAD
 * @param mirrored left and right exchanged
 */
record Shift(int down, int right, boolean mirrored) {
    static final int PAD = 4;
    static final Shift NONE = new Shift(0, 0, false);

    static Shift random(SeededRandom random) {
        return new Shift(random.below(2 * PAD + 1) - PAD, random.below(2 * PAD + 1) - PAD, random.chance(0.5));
    }
}
