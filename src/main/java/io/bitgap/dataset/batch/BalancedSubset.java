package io.bitgap.dataset.batch;

import io.bitgap.dataset.Split;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A smaller split with as many images of every class as can be, spread evenly over the split. */
public final class BalancedSubset {
    private BalancedSubset() {}

    /**
     * @param examples how many at most; 0 or at least the split's size leaves it as it is
     * @return images in their old order
     */
    public static Split of(Split split, int classes, int examples) {
        return takesAll(split, examples) ? split : split.only(positions(split, classes, examples));
    }

    private static boolean takesAll(Split split, int examples) {
        if (examples < 0) {
            throw new IllegalArgumentException("A limit of " + examples + " examples makes no sense; 0 means all");
        }
        return examples == 0 || examples >= split.size();
    }

    /** Where its images stand in the whole split. */
    public static int[] positions(Split split, int classes, int examples) {
        if (takesAll(split, examples)) {
            return IntStream.range(0, split.size()).toArray();
        }
        return chosen(split, classes, examples);
    }

    /** A split in two: the images that {@link #of} takes, and the others. */
    public record Parts(Split chosen, Split others) {}

    /** @param examples how many are chosen, fewer than the split has */
    public static Parts parts(Split split, int classes, int examples) {
        if (examples < 1 || examples >= split.size()) {
            throw new IllegalArgumentException(
                    "Between 1 and %d images can be held out, not %d".formatted(split.size() - 1, examples));
        }
        int[] chosen = chosen(split, classes, examples);
        int[] others = IntStream.range(0, split.size())
                .filter(image -> Arrays.binarySearch(chosen, image) < 0)
                .toArray();
        return new Parts(split.only(chosen), split.only(others));
    }

    private static int[] chosen(Split split, int classes, int examples) {
        int[] available = new int[classes];
        for (int label : split.labels()) {
            available[label]++;
        }
        return taken(split.labels(), available, shares(available, examples));
    }

    /** Hands out one example a class in turn until all are handed out; a class that has no more is passed over. */
    private static int[] shares(int[] available, int examples) {
        int[] shares = new int[available.length];
        int left = examples;
        while (left > 0) {
            for (int c = 0; c < shares.length && left > 0; c++) {
                if (shares[c] < available[c]) {
                    shares[c]++;
                    left--;
                }
            }
        }
        return shares;
    }

    private static int[] taken(int[] labels, int[] available, int[] shares) {
        int[] images = new int[Arrays.stream(shares).sum()];
        int[] seen = new int[available.length];
        int to = 0;
        for (int i = 0; i < labels.length; i++) {
            int c = labels[i];
            // The k-th image of a class is taken where floor(k * share / available) steps up.
            long before = (long) seen[c] * shares[c] / available[c];
            seen[c]++;
            if ((long) seen[c] * shares[c] / available[c] > before) {
                images[to++] = i;
            }
        }
        return images;
    }
}
