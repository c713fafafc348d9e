package io.bitgap.dataset.shapes;

/** A closed polygon; a point is inside when a ray from it crosses the outline an odd number of times. */
final class Polygon implements Outline {
    private final double[] x;
    private final double[] y;

    private Polygon(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    static Polygon of(double... coordinates) {
        double[] x = new double[coordinates.length / 2];
        double[] y = new double[coordinates.length / 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = coordinates[2 * i];
            y[i] = coordinates[2 * i + 1];
        }
        return new Polygon(x, y);
    }

    static Polygon regular(int corners, double radius) {
        return alternating(corners, radius);
    }

    /** A star: corners at the outer and the inner radius in turn. */
    static Polygon star(int points, double outer, double inner) {
        return alternating(2 * points, outer, inner);
    }

    /** A cross whose arms reach to {@code reach} and are twice {@code half} wide. */
    static Polygon cross(double reach, double half) {
        return of(
                reach, half, half, half, half, reach, -half, reach, -half, half, -reach, half, -reach, -half, -half,
                -half, -half, -reach, half, -reach, half, -half, reach, -half);
    }

    private static Polygon alternating(int corners, double... radii) {
        double[] x = new double[corners];
        double[] y = new double[corners];
        for (int i = 0; i < corners; i++) {
            // StrictMath: the same bits on every machine, so the checksum of the pixels holds.
            double angle = 2 * Math.PI * i / corners;
            x[i] = radii[i % radii.length] * StrictMath.cos(angle);
            y[i] = radii[i % radii.length] * StrictMath.sin(angle);
        }
        return new Polygon(x, y);
    }

    @Override
    public boolean contains(double px, double py) {
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            if (y[i] > py != y[j] > py && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside;
    }
}
