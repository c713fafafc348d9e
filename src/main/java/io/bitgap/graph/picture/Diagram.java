package io.bitgap.graph.picture;

import java.util.List;

/**
 * A directed graph to be drawn.
 *
 * @param title over the picture
 * @param subtitle under the title, in smaller letters
 */
public record Diagram(String title, String subtitle, List<Box> boxes, List<Arrow> arrows) {
    public Diagram {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }
}
