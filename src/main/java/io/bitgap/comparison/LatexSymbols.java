package io.bitgap.comparison;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The signs and Greek letters that every LaTeX prints by a command, for names of methods have them. */
final class LatexSymbols {
    private static final int SUPERSCRIPT_ZERO = 0x2070;
    private static final int[] OLD_SUPERSCRIPTS = {0xB9, 0xB2, 0xB3};
    private static final int SUBSCRIPT_ZERO = 0x2080;
    private static final Map<Integer, String> COMMANDS = commands();

    private LatexSymbols() {}

    /** Empty for a character that is no such sign. */
    static Optional<String> of(int character) {
        return Optional.ofNullable(COMMANDS.get(character));
    }

    private static Map<Integer, String> commands() {
        Map<Integer, String> commands = new HashMap<>();
        math(
                commands,
                0x391,
                "A B \\Gamma \\Delta E Z H \\Theta I K \\Lambda M N \\Xi O \\Pi P - \\Sigma T \\Upsilon \\Phi X \\Psi \\Omega");
        math(
                commands,
                0x3B1,
                "\\alpha \\beta \\gamma \\delta \\varepsilon \\zeta \\eta \\theta \\iota \\kappa \\lambda \\mu \\nu \\xi o "
                        + "\\pi \\rho \\varsigma \\sigma \\tau \\upsilon \\varphi \\chi \\psi \\omega");
        math(commands, 0x3D1, "\\vartheta - - - \\phi \\varpi");
        math(commands, 0x3F5, "\\epsilon");
        math(commands, 0x2190, "\\leftarrow \\uparrow \\rightarrow \\downarrow \\leftrightarrow");
        math(commands, 0x21D0, "\\Leftarrow \\Uparrow \\Rightarrow \\Downarrow \\Leftrightarrow");
        math(commands, 0x2260, "\\neq \\equiv - - \\leq \\geq");
        math(commands, 0x2208, "\\in \\notin");
        math(commands, 0x220F, "\\prod - \\sum - \\mp");
        math(commands, 0x2202, "\\partial");
        math(commands, 0x2206, "\\Delta \\nabla");
        math(commands, 0x221D, "\\propto \\infty");
        math(commands, 0x2248, "\\approx");
        math(commands, 0x22C5, "\\cdot");
        commands.put(0x2212, "$-$");
        commands.put(0xB1, "$\\pm$");
        commands.put(0xB0, "$^\\circ$");
        commands.put(0xB5, "$\\mu$");
        commands.put(0xB7, "$\\cdot$");
        commands.put(0xD7, "$\\times$");
        commands.put(0xF7, "$\\div$");
        commands.put(0xAC, "$\\neg$");
        commands.put(0x221A, "$\\surd$");
        commands.put(0x2225, "$\\parallel$");
        commands.put(0xA7, "\\S{}");
        commands.put(0xA9, "\\copyright{}");
        commands.put(0x2013, "--");
        commands.put(0x2014, "---");
        commands.put(0x2018, "`{}");
        commands.put(0x2019, "'{}");
        commands.put(0x201C, "``");
        commands.put(0x201D, "''{}");
        commands.put(0x2022, "$\\bullet$");
        commands.put(0x26A0, "\\textbf{!}");
        commands.put(0x2026, "\\ldots{}");
        for (int digit = 0; digit < 10; digit++) {
            commands.put(SUBSCRIPT_ZERO + digit, "$_" + digit + "$");
            // 1 to 3 are older and stand elsewhere
            int superscript = digit >= 1 && digit <= 3 ? OLD_SUPERSCRIPTS[digit - 1] : SUPERSCRIPT_ZERO + digit;
            commands.put(superscript, "$^" + digit + "$");
        }
        return Map.copyOf(commands);
    }

    /** @param words of one character after the other; - for one that has none */
    private static void math(Map<Integer, String> commands, int first, String words) {
        int character = first;
        for (String word : words.split(" ")) {
            if (!word.equals("-")) {
                commands.put(character, "$" + word + "$");
            }
            character++;
        }
    }
}
