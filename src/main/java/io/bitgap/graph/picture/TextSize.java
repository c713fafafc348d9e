package io.bitgap.graph.picture;

/**
 * Estimates the size of text in pixels without a font, so that a picture is the same on every machine. The widths are those of
 * wide sans-serif fonts, so that text never leaves its box.
 */
final class TextSize {
    static final double LINE = 15;
    private static final double NARROW = 4;
    private static final double DEFAULT_WIDTH = 6.7;
    private static final double CAPITAL = 8.2;
    private static final double FULL = 13;
    private static final double BOLD = 1.07;
    private static final int MAX_LENGTH = 44;
    private static final int FIRST_FULL_WIDTH = 0x1100;

    private TextSize() {}

    static double width(String text, boolean bold) {
        double width = text.codePoints().mapToDouble(TextSize::width).sum();
        return bold ? width * BOLD : width;
    }

    private static double width(int character) {
        if (character >= FIRST_FULL_WIDTH && !isArrowOrDash(character)) {
            return FULL;
        }
        if (Character.isUpperCase(character) || "mw—%".indexOf(character) >= 0) {
            return CAPITAL;
        }
        return " .,:;ijl|'()[]".indexOf(character) >= 0 ? NARROW : DEFAULT_WIDTH;
    }

    private static boolean isArrowOrDash(int character) {
        return character >= 0x2000 && character < 0x2200;
    }

    /** Long text loses its middle: both ends of a layer's name tell it from others. */
    static String shortened(String text) {
        int length = text.codePointCount(0, text.length());
        if (length <= MAX_LENGTH) {
            return text;
        }
        int head = text.offsetByCodePoints(0, MAX_LENGTH / 2 - 1);
        int tail = text.offsetByCodePoints(text.length(), -(MAX_LENGTH / 2));
        return text.substring(0, head) + "…" + text.substring(tail);
    }
}
