package io.bitgap.dataset.shapes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ten classes, by label. None changes its class when mirrored or turned. Areas are alike, so size tells little. */
enum Shape {
    CIRCLE(Outline.disc(0.88)),
    CRESCENT(Outline.crescent(1.0, 0.55, 0.8)),
    CROSS(Polygon.cross(1.0, 0.36)),
    HEART(Outline.heart(0.87)),
    HEXAGON(Polygon.regular(6, 0.98)),
    PENTAGON(Polygon.regular(5, 1.02)),
    RING(Outline.ring(1.0, 0.52)),
    SQUARE(Polygon.regular(4, 1.1)),
    STAR(Polygon.star(5, 1.15, 0.52)),
    TRIANGLE(Polygon.regular(3, 1.2));

    private final Outline outline;

    Shape(Outline outline) {
        this.outline = outline;
    }

    Outline outline() {
        return outline;
    }

    static Shape ofLabel(int label) {
        return values()[label];
    }

    static List<String> names() {
        return Arrays.stream(values())
                .map(shape -> shape.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
