package io.bitgap.dataset.batch;

import io.bitgap.dataset.seeded.SeededRandom;
import java.util.Arrays;

/** Which image stands where in an epoch, and the random numbers it is augmented with. For any number of threads. */
sealed interface BatchOrder {
    int examples();

    /** Index into the split of the image at this position. */
    int image(int position);

    boolean augments();

    /** Brings the sequence to the beginning of the one that belongs to this position. */
    void restart(SeededRandom random, int position);

    /** The split from its beginning to its end, untouched. */
    record InOrder(int examples) implements BatchOrder {
        @Override
        public int image(int position) {
            return position;
        }

        @Override
        public boolean augments() {
            return false;
        }

        @Override
        public void restart(SeededRandom random, int position) {
            throw new IllegalStateException("Nothing is augmented");
        }
    }

    /** A permutation (Fisher-Yates) and random numbers that follow from (seed, epoch) alone. */
    final class Shuffled implements BatchOrder {
        private final int[] order;
        private final boolean augment;
        private final long seed;
        private final int epoch;

        Shuffled(int size, int examples, boolean augment, long seed, int epoch) {
            this.augment = augment;
            this.seed = seed;
            this.epoch = epoch;
            int[] all = new int[size];
            SeededRandom random = SeededRandom.of(seed, epoch, -1);
            for (int i = 0; i < size; i++) {
                int j = random.below(i + 1);
                all[i] = all[j];
                all[j] = i;
            }
            this.order = Arrays.copyOf(all, examples);
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
        public boolean augments() {
            return augment;
        }

        @Override
        public void restart(SeededRandom random, int position) {
            random.restart(seed, epoch, position);
        }
    }
}
