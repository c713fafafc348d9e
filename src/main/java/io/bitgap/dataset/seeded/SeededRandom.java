package io.bitgap.dataset.seeded;

/**
 * SplitMix64: one 64-bit state, advanced by a constant and mixed.
 *
 * <p>Own code rather than {@code java.util.SplittableRandom} because that class does not promise its sequence between
 * versions of Java, and stored experiments must stay repeatable. Source: Steele, Lea, Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014. Worked number: the first value of seed 0 is {@code 0xe220a8397b1dcdaf}.
 */
public final class SeededRandom {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private long state;

    public SeededRandom(long seed) {
        this.state = seed;
    }

    /** A sequence of its own for every combination of the parts, e.g. (seed, epoch, image). */
    public static SeededRandom of(long... parts) {
        long seed = 0;
        for (long part : parts) {
            seed = part(seed, part);
        }
        return new SeededRandom(seed);
    }

    /** Becomes {@code of(first, second, third)}, without a new object. */
    public void restart(long first, long second, long third) {
        state = part(part(part(0, first), second), third);
    }

    private static long part(long seed, long part) {
        return mix(seed * 31 + STEP ^ mix(part + STEP));
    }

    public long nextLong() {
        state += STEP;
        return mix(state);
    }

    /** 0 (included) to bound (excluded), by multiplication: the bias is below bound / 2^32. */
    public int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** 0 (included) to 1 (excluded), 53 bits. */
    public double unit() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** 0 to size - 1 in random order (Fisher-Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
