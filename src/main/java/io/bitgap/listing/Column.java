package io.bitgap.listing;

import io.bitgap.problem.InvalidParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column that a list can show; the URL selects them. */
public interface Column {
    /** As in {@code columns=word} and in the first line of a CSV file. */
    String word();

    /** Its heading. */
    String title();

    /** The sort key behind its heading; null where the list cannot be sorted by it. */
    @Nullable
    String sort();

    /** A number: aligned at the right, and sorted from the largest on when its heading is followed. */
    boolean number();

    /**
     * The columns that are asked for, in the list's own order. The first there is is always shown: it links to its row.
     *
     * @throws InvalidParameter for one that there is not
     */
    static <C extends Column> List<C> chosen(List<C> all, List<C> defaults, @Nullable List<String> asked) {
        List<String> words = asked == null
                ? List.of()
                : asked.stream()
                        .flatMap(text -> CommaSeparated.split(text).stream())
                        .toList();
        if (words.isEmpty()) {
            return defaults;
        }
        List<String> known = all.stream().map(Column::word).toList();
        words.stream().filter(word -> !known.contains(word)).findFirst().ifPresent(word -> {
            throw new InvalidParameter(
                    "columns", "There is no column '" + word + "'; columns takes " + String.join(", ", known) + ".");
        });
        return all.stream()
                .filter(column -> column == all.get(0) || words.contains(column.word()))
                .toList();
    }
}
