package io.bitgap.comparison.significance;

/** The values that a difference may well have, both ends among them; here always of {@link #CONFIDENCE}. */
public record Interval(double low, double high) {
    /** Share of such intervals that contain the difference they are about. */
    public static final double CONFIDENCE = 0.95;

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval from %s to %s".formatted(low, high));
        }
    }
}
