package io.bitgap.comparison.significance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Student's paired t test: what the gaps of several seeds say about the gap of all seeds that there might have been.
 *
 * <p>With d_i = reference's top-1 minus the run's of seed i, m = their mean and s = their sample standard deviation:
 * t = m / (s / sqrt(n)), p = P(|T| >= |t|) and the interval m -+ q s / sqrt(n), where T has Student's distribution with n - 1
 * degrees of freedom and q is its 0.975 quantile. Pairing takes out what a seed does to both runs.
 *
 * <p>Worked number: gaps of 0.2, 0.5 and 0.3 points have m = 0.333, s = 0.153, q = 4.303, so the interval is -0.046 to 0.713
 * points and p = 0.063: three seeds do not tell it from nothing.
 *
 * <p>Source: Student, The probable error of a mean, Biometrika 6, 1908.
 *
 * @param gaps one a seed, fractions
 */
public record PairedGaps(List<Double> gaps) {
    /** Gaps of finite test splits are multiples of 1 / images: a spread below this is rounding. */
    private static final double NO_SPREAD = 1e-9;

    public PairedGaps {
        gaps = List.copyOf(gaps);
        if (gaps.isEmpty() || !gaps.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("Gaps have to be finite, and one at least: " + gaps);
        }
    }

    public static PairedGaps of(double... gaps) {
        return new PairedGaps(Arrays.stream(gaps).boxed().toList());
    }

    public int n() {
        return gaps.size();
    }

    public double mean() {
        return StatUtils.mean(values());
    }

    /** Empty for a single seed, and where all seeds have the very same gap: nothing is known of the spread then. */
    public Optional<Interval> interval() {
        return standardError().map(error -> {
            double half = error * student().inverseCumulativeProbability((1 + Interval.CONFIDENCE) / 2);
            return new Interval(mean() - half, mean() + half);
        });
    }

    /** Two-sided, 0..1; empty as {@link #interval}. */
    public Optional<Double> p() {
        return standardError().map(error -> 2 * student().cumulativeProbability(-Math.abs(mean() / error)));
    }

    private Optional<Double> standardError() {
        double deviation = n() < 2 ? 0 : Math.sqrt(StatUtils.variance(values()));
        return deviation < NO_SPREAD ? Optional.empty() : Optional.of(deviation / Math.sqrt(n()));
    }

    private TDistribution student() {
        return new TDistribution(n() - 1);
    }

    private double[] values() {
        return gaps.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
