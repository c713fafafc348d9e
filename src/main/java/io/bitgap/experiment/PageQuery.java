package io.bitgap.experiment;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted. Pages go by id, newest first, so that new rows do not shift them.
 *
 * @param limit items a page, 1..500
 * @param after the last item of the page before, null for the first page
 */
public record PageQuery(int limit, @Nullable UUID after) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;

    public PageQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw refused("limit", "limit must be 1 to " + MAX_LIMIT + ", not " + limit + ".");
        }
    }

    /** @throws Problem (400) for a limit out of range or a token that no list has given out */
    public static PageQuery of(@Nullable Integer limit, @Nullable String pageToken) {
        return new PageQuery(limit == null ? DEFAULT_LIMIT : limit, pageToken == null ? null : parse(pageToken));
    }

    private static UUID parse(String token) {
        return UuidText.parse(token)
                .orElseThrow(() -> refused("pageToken", "pageToken must be the nextPageToken of an earlier answer."));
    }

    private static Problem refused(String parameter, String sentence) {
        return new Problem(
                Problem.Kind.MALFORMED,
                "bad-parameter",
                sentence,
                List.of(new FieldProblem("/" + parameter, "bad-parameter", sentence)));
    }

    /** The first of {@code limit + 1} rows make the page; one more row means that another page follows. */
    <T> Listing<T> page(List<T> rows, java.util.function.Function<T, UUID> id, long total) {
        if (rows.size() <= limit) {
            return new Listing<>(rows, null, total);
        }
        List<T> page = rows.subList(0, limit);
        return new Listing<>(page, id.apply(page.get(limit - 1)).toString(), total);
    }
}
