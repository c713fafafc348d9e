package io.bitgap.listing;

import io.bitgap.problem.InvalidParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column that a list can show; the URL selects them.
 *
 * @param <R> what a row shows
 */
public interface Column<R> {
    /**
     * @param word as in {@code columns=word} and in the first line of a CSV file
     * @param title of the column on a page
     * @param sort the key behind its title; null where the list cannot be sorted by it
     * @param number whether it is aligned at the right, and sorted from the largest on when its title is followed
     */
    record Heading(String word, String title, @Nullable String sort, boolean number) {}

    Heading heading();

    /** As programs get it. */
    @Nullable
    Object value(R row);

    default String word() {
        return heading().word();
    }

    default String title() {
        return heading().title();
    }

    default @Nullable String sort() {
        return heading().sort();
    }

    default boolean number() {
        return heading().number();
    }

    /** For people, where the page has nothing better for it. */
    default String text(R row) {
        Object found = value(row);
        return found == null ? "" : found.toString();
    }

    /**
     * The columns that are asked for, in the list's own order. The first there is is always shown: it links to its row.
     *
     * @throws InvalidParameter for one that there is not
     */
    static <C extends Column<?>> List<C> chosen(List<C> all, List<C> defaults, @Nullable List<String> asked) {
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
