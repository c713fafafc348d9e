package io.bitgap.listing;

import io.bitgap.problem.InvalidParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextPageToken what to ask for next, null on the last page
 * @param total items in all pages
 */
public record Page<T>(List<T> items, @Nullable String nextPageToken, long total) {
    /** Items a page, where nothing else is asked for. */
    public static final int DEFAULT_LIMIT = 50;

    /** Items that a page may have. */
    public static final int MAX_LIMIT = 500;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * How many items a page is to have.
     *
     * @throws InvalidParameter for fewer than 1 and for more than {@link #MAX_LIMIT}
     */
    public static int limit(@Nullable Integer asked) {
        int limit = asked == null ? DEFAULT_LIMIT : asked;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidParameter("limit", "limit must be 1 to " + MAX_LIMIT + ", not " + limit + ".");
        }
        return limit;
    }

    /** A list that fits on one page. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null, items.size());
    }
}
