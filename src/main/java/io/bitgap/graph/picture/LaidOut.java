package io.bitgap.graph.picture;

import java.util.List;

/** A diagram with a position for everything, in pixels from its upper left corner. */
record LaidOut(Diagram diagram, List<PlacedBox> boxes, List<List<Point>> routes, double width, double height) {
    /** A corner or an end of an arrow. */
    record Point(double x, double y) {}

    /** A box and its upper left corner. */
    record PlacedBox(Box box, double x, double y, double width, double height) {}
}
