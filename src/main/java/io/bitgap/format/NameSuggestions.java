package io.bitgap.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests the known names that are most like an unknown one. */
public final class NameSuggestions {
    private static final int MAX_SUGGESTIONS = 4;

    private NameSuggestions() {}

    /** {@code did you mean a, b or c?}, with the names nearest to a wrong one. */
    public static String hint(String wrong, Collection<String> names) {
        List<String> near = of(wrong, names);
        if (near.isEmpty()) {
            return "it has none";
        }
        String all = String.join(", ", near);
        int comma = all.lastIndexOf(", ");
        return "did you mean " + (comma < 0 ? all : all.substring(0, comma) + " or " + all.substring(comma + 2)) + "?";
    }

    /** At most four, nearest first; names at the same distance stay in their order. */
    public static List<String> of(String wrong, Collection<String> names) {
        String wanted = wrong.toLowerCase(Locale.ROOT);
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
        return List.copyOf(sorted.subList(0, Math.min(MAX_SUGGESTIONS, sorted.size())));
    }

    /** Levenshtein's: how many characters have to be put in, left out or replaced. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
