package io.bitgap.experiment;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextPageToken what to ask for next, null on the last page
 * @param total items in all pages
 */
public record Listing<T>(List<T> items, @Nullable String nextPageToken, long total) {
    /** Items a page, where nothing else is asked for. */
    public static final int USUAL_LIMIT = 50;

    /** Items that a page may have. */
    public static final int MOST = 500;

    public Listing {
        items = List.copyOf(items);
    }

    /**
     * How many items a page is to have.
     *
     * @throws Problem (400) for fewer than 1 and for more than {@link #MOST}
     */
    public static int limit(@Nullable Integer asked) {
        int limit = asked == null ? USUAL_LIMIT : asked;
        if (limit < 1 || limit > MOST) {
            String sentence = "limit must be 1 to " + MOST + ", not " + limit + ".";
            throw new Problem(
                    Problem.Kind.MALFORMED,
                    "bad-parameter",
                    sentence,
                    List.of(new FieldProblem("/limit", "bad-parameter", sentence)));
        }
        return limit;
    }

    /** A list that fits on one page. */
    public static <T> Listing<T> all(List<T> items) {
        return new Listing<>(items, null, items.size());
    }
}
