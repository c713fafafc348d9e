package io.bitgap.graph.picture;

import java.util.List;

/**
 * A box of a diagram.
 *
 * @param id what arrows name it by
 * @param lines its text; the first line stands out
 * @param tooltip everything there is to say about it
 */
public record Box(String id, BoxStyle style, List<String> lines, String tooltip) {
    public Box {
        lines = List.copyOf(lines);
    }
}
