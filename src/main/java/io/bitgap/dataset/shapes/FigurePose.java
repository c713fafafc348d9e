package io.bitgap.dataset.shapes;

import io.bitgap.dataset.seeded.SeededRandom;

/**
 * Where a figure stands: centre and size in pixels, turned by (cos, sin), its second axis squeezed.
 *
 * @param radius pixels of one unit of the outline
 * @param squeeze length of the second axis as a part of the first, 0..1
 */
record FigurePose(double x, double y, double radius, double squeeze, double cos, double sin) {

    static FigurePose turned(double x, double y, double radius, double squeeze, SeededRandom random) {
        double angle = random.between(0, 2 * Math.PI);
        return new FigurePose(x, y, radius, squeeze, StrictMath.cos(angle), StrictMath.sin(angle));
    }

    boolean covers(Outline outline, double px, double py) {
        double dx = (px - x) / radius;
        double dy = (py - y) / radius;
        return outline.contains(dx * cos + dy * sin, (dy * cos - dx * sin) / squeeze);
    }
}
