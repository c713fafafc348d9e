package io.bitgap.quantizer;

/**
 * A real range on unsigned codes 0..2^b-1 with an integer zero point, so that 0.0 has a code of its own.
 *
 * <p>The range is first widened to contain 0. s = (max-min)/(2^b-1), z = rint(-min/s) clamped to the codes; the nudged
 * range is -z*s .. (2^b-1-z)*s. code = clamp(rint(x/s) + z, 0, 2^b-1), y = s*(code - z).
 *
 * <p>Source: arXiv 1712.05877, section 3. Worked number: -0.333..1.372 with 8 bits gives s = 0.0066863, z = 50 and the
 * nudged range -0.33431..1.37069.
 */
public record AffineRange(double min, double max, int bits) {
    public AffineRange {
        min = Math.min(min, 0);
        max = Math.max(max, 0);
    }

    /** Whether there is nothing but 0 in it (or no number at all). */
    public boolean empty() {
        return !(max - min > 0);
    }

    public double scale() {
        return (max - min) / SignedLevels.largestUnsigned(bits);
    }

    public int zeroPoint() {
        return (int) Math.min(Math.max(Math.rint(-min / scale()), 0), SignedLevels.largestUnsigned(bits));
    }

    /** The nudged range, bounds included; a range that starts or ends at 0 is its own nudged range. */
    public GradientWindow window() {
        int largest = SignedLevels.largestUnsigned(bits);
        double from = -zeroPoint() * scale();
        double to = (largest - zeroPoint()) * scale();
        return GradientWindow.closed(max == 0 ? min : from, min == 0 ? max : to);
    }

    public Staircase staircase(GradientWindow window) {
        int zero = zeroPoint();
        return Staircase.uniform(scale(), -zero, SignedLevels.largestUnsigned(bits) - zero, zero, window);
    }
}
