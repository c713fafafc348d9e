package io.bitgap.quantizer;

/** The inputs whose gradient passes: from..to, each bound included or not. */
public record GradientWindow(double from, boolean fromIncluded, double to, boolean toIncluded) {
    public static final GradientWindow EVERYWHERE =
            new GradientWindow(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);

    public static GradientWindow closed(double from, double to) {
        return new GradientWindow(from, true, to, true);
    }

    public boolean below(double x) {
        return fromIncluded ? x < from : x <= from;
    }

    public boolean above(double x) {
        return toIncluded ? x > to : x >= to;
    }

    public boolean contains(double x) {
        return !below(x) && !above(x);
    }
}
