package io.bitgap.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextPageToken what to ask for next, null on the last page
 * @param total items in all pages
 */
public record Listing<T>(List<T> items, @Nullable String nextPageToken, long total) {
    public Listing {
        items = List.copyOf(items);
    }

    /** A list that fits on one page. */
    public static <T> Listing<T> all(List<T> items) {
        return new Listing<>(items, null, items.size());
    }
}
