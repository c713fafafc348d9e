package io.bitgap.comparison;

import org.jspecify.annotations.Nullable;

/**
 * How one value varies over the seeds of a cell, as the database computes it.
 *
 * @param n number of seeds
 * @param mean arithmetic mean; null for n = 0
 * @param std sample standard deviation, sqrt(sum (x - mean)^2 / (n - 1)); null for n below 2
 * @param min smallest; null for n = 0
 * @param max largest; null for n = 0
 */
record Spread(
        int n,
        @Nullable Double mean,
        @Nullable Double std,
        @Nullable Double min,
        @Nullable Double max) {
    static final Spread NONE = new Spread(0, null, null, null, null);
}
