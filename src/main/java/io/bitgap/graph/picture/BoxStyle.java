package io.bitgap.graph.picture;

import java.util.Locale;

/** How a box looks. What it is also stands in its text: nothing is said by colour alone. */
public enum BoxStyle {
    /** What comes in or goes out. */
    TERMINAL(Outline.PILL),
    /** Has weights. */
    WEIGHTS(Outline.RECTANGLE),
    /** Has none. */
    PLAIN(Outline.RECTANGLE),
    /** An addition. */
    ADDITION(Outline.PILL),
    /** Quantizes activations. */
    QUANTIZE(Outline.HEXAGON),
    /** Quantizes weights. */
    QUANTIZE_WEIGHTS(Outline.HEXAGON);

    enum Outline {
        RECTANGLE,
        PILL,
        HEXAGON
    }

    private final Outline outline;

    BoxStyle(Outline outline) {
        this.outline = outline;
    }

    Outline outline() {
        return outline;
    }

    /** Its class in the style sheet. */
    String cssClass() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
