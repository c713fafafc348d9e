package io.bitgap.queue.web;

import io.bitgap.problem.InvalidParameter;
import org.jspecify.annotations.Nullable;

/** Reads where in the queue a page begins. */
final class QueueOffset {
    private QueueOffset() {}

    /** @throws InvalidParameter for a token that no page has given out */
    static int of(@Nullable String pageToken) {
        if (pageToken == null) {
            return 0;
        }
        if (pageToken.matches("\\d{1,9}")) {
            return Integer.parseInt(pageToken);
        }
        throw new InvalidParameter("pageToken", "pageToken must be the nextPageToken of an earlier answer.");
    }
}
