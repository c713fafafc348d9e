package io.bitgap.dataset.batch;

import io.bitgap.dataset.Augmentation;
import io.bitgap.dataset.seeded.SeededRandom;
import java.util.Arrays;

/** Which image stands where in an epoch, and the random numbers it is augmented with. For any number of threads. */
sealed interface BatchOrder {
    int examples();

    /** Index into the split of the image at this position. */
    int image(int position);

    Augmentation augmentation();

    long seed();

    int epoch();

    /** Whether images are cropped at random. */
    default boolean augments() {
        return augmentation().cropped();
    }

    /** Brings the sequence to the beginning of the one that belongs to this position. */
    void restart(SeededRandom random, int position);

    /** The split from its beginning to its end, untouched. */
    record InOrder(int examples) implements BatchOrder {
        @Override
        public int image(int position) {
            return position;
        }

        @Override
        public Augmentation augmentation() {
            return Augmentation.of(false);
        }

        @Override
        public long seed() {
            return 0;
        }

        @Override
        public int epoch() {
            return 0;
        }

        @Override
        public void restart(SeededRandom random, int position) {
            throw new IllegalStateException("Nothing is augmented");
        }
    }

    /** A permutation (Fisher-Yates) and random numbers that follow from (seed, epoch) alone. */
    final class Shuffled implements BatchOrder {
        private final int[] order;
        private final Augmentation augmentation;
        private final long seed;
        private final int epoch;

        Shuffled(int size, int examples, Augmentation augmentation, long seed, int epoch) {
            this.augmentation = augmentation;
            this.seed = seed;
            this.epoch = epoch;
            this.order = Arrays.copyOf(SeededRandom.of(seed, epoch, -1).permutation(size), examples);
        }

        @Override
        public int examples() {
            return order.length;
        }

        @Override
        public int image(int position) {
            return order[position];
        }

        @Override
        public Augmentation augmentation() {
            return augmentation;
        }

        @Override
        public long seed() {
            return seed;
        }

        @Override
        public int epoch() {
            return epoch;
        }

        @Override
        public void restart(SeededRandom random, int position) {
            random.restart(seed, epoch, position);
        }
    }
}
