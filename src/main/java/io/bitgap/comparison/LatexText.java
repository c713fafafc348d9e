package io.bitgap.comparison;

/** Escapes user text for LaTeX, so that it prints as it is and runs no command. */
final class LatexText {
    /** Characters of which two in a row print as one other, e.g. a dash. */
    private static final String LIGATURES = "-',<>!?";

    private LatexText() {}

    /** {@code 50% of w_1} is {@code 50\% of w\_1}; for UTF-8 documents. */
    static String of(String text) {
        StringBuilder escaped = new StringBuilder();
        char last = 0;
        for (char next : text.toCharArray()) {
            if (next == last && LIGATURES.indexOf(next) >= 0) {
                escaped.append("{}");
            }
            escaped.append(escape(next));
            last = next;
        }
        return escaped.toString();
    }

    private static String escape(char character) {
        return switch (character) {
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + character;
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '|' -> "\\textbar{}";
            case '`' -> "\\textasciigrave{}";
            case '"' -> "{''}";
            // Behind the end of a row these would be its options.
            case '[', ']', '*' -> "{" + character + "}";
            case '±' -> "$\\pm$";
            case '–' -> "--";
            default -> Character.isISOControl(character) || isSeparator(character) ? " " : String.valueOf(character);
        };
    }

    /** Other ends of lines than those that are control characters. */
    private static boolean isSeparator(char character) {
        int type = Character.getType(character);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
