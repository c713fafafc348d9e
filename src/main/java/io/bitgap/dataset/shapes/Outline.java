package io.bitgap.dataset.shapes;

/** A plane figure about the origin, within a circle of radius {@link #REACH}. */
@FunctionalInterface
interface Outline {
    double REACH = 1.2;

    boolean contains(double x, double y);

    static Outline disc(double radius) {
        return (x, y) -> x * x + y * y <= radius * radius;
    }

    static Outline ring(double outer, double inner) {
        return (x, y) -> {
            double distance = x * x + y * y;
            return distance <= outer * outer && distance >= inner * inner;
        };
    }

    /** A disc with a bite: everything within {@code biteRadius} of (biteX, 0) is missing. */
    static Outline crescent(double radius, double biteX, double biteRadius) {
        return (x, y) ->
                x * x + y * y <= radius * radius && (x - biteX) * (x - biteX) + y * y > biteRadius * biteRadius;
    }

    /** The curve (x^2 + y^2 - 1)^3 = x^2 y^3, scaled. */
    static Outline heart(double scale) {
        return (px, py) -> {
            double x = px / scale;
            double y = py / scale + 0.1;
            double a = x * x + y * y - 1;
            return a * a * a <= x * x * y * y * y;
        };
    }
}
