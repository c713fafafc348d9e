package io.bitgap.comparison;

import java.text.Normalizer;

/** Escapes user text for LaTeX, so that it prints as it is and runs no command. */
final class LatexText {
    /** Characters of which two in a row print as one other, e.g. a dash. */
    private static final String LIGATURES = "-',<>!?";

    /** Letters among the accented Latin ones that the fonts of pdflatex do without: eth, thorn, eng, those with ogonek and others. */
    private static final String NO_LETTERS =
            "\u00D0\u00DE\u00F0\u00FE\u0104\u0105\u0110\u0111\u0118\u0119\u0126\u0127\u012E\u012F"
                    + "\u0132\u0133\u0138\u013F\u0140\u0149\u014A\u014B\u0166\u0167\u0172\u0173\u017F";

    private static final int FIRST_LETTER = 0xC0;
    private static final int LAST_LETTER = 0x17F;

    private LatexText() {}

    /** {@code 50% of w_1} is {@code 50\% of w\_1}, {@code α ≤ 4} is {@code $\alpha$ $\leq$ 4}; for UTF-8 documents. */
    static String of(String text) {
        StringBuilder escaped = new StringBuilder();
        int last = 0;
        // an accent that is a character of its own is no letter to pdflatex
        for (int next :
                Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray()) {
            if (next == last && LIGATURES.indexOf(next) >= 0) {
                escaped.append("{}");
            }
            escaped.append(escape(next));
            last = next;
        }
        return escaped.toString();
    }

    /** Whether pdflatex has all characters of a document, as it comes: ASCII and accented Latin letters. */
    static boolean forPdflatex(String document) {
        return document.codePoints()
                .allMatch(letter -> letter < 0x80
                        || letter >= FIRST_LETTER && letter <= LAST_LETTER && NO_LETTERS.indexOf(letter) < 0);
    }

    private static String escape(int character) {
        return switch (character) {
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + (char) character;
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '|' -> "\\textbar{}";
            case '`' -> "\\textasciigrave{}";
            case '"' -> "{''}";
            // Behind the end of a row these would be its options.
            case '[', ']', '*' -> "{" + (char) character + "}";
            default -> LatexSymbols.of(character).orElseGet(() -> plain(character));
        };
    }

    /** What ends a line, controls a device or changes how its neighbours look is a space, or nothing. */
    private static String plain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> " ";
            case Character.FORMAT, Character.SURROGATE -> "";
            default -> Character.toString(character);
        };
    }
}
