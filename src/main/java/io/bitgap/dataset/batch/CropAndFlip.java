package io.bitgap.dataset.batch;

import io.bitgap.dataset.seeded.SeededRandom;

/**
 * Augmentation of one image: padded by {@link #PAD} on every side, cropped back to its size, perhaps mirrored.
 *
 * @param down rows the picture moves up, -PAD..PAD
 * @param right columns the picture moves left, -PAD..PAD
 * @param mirrored left and right exchanged
 */
record CropAndFlip(int down, int right, boolean mirrored) {
    static final int PAD = 4;
    static final CropAndFlip NONE = new CropAndFlip(0, 0, false);

    private static final int STEPS = 2 * PAD + 1;

    /** Made once, so that augmenting allocates nothing. */
    private static final CropAndFlip[] ALL = new CropAndFlip[STEPS * STEPS * 2];

    static {
        for (int i = 0; i < ALL.length; i++) {
            ALL[i] = new CropAndFlip(i / 2 / STEPS - PAD, i / 2 % STEPS - PAD, i % 2 == 1);
        }
    }

    static CropAndFlip random(SeededRandom random) {
        int down = random.below(STEPS);
        int right = random.below(STEPS);
        int mirrored = random.chance(0.5) ? 1 : 0;
        return ALL[(down * STEPS + right) * 2 + mirrored];
    }
}
