package io.bitgap.queue.web;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where in the queue a page begins. */
final class QueueOffset {
    private QueueOffset() {}

    /** @throws Problem (400) for a token that no page has given out */
    static int of(@Nullable String pageToken) {
        if (pageToken == null) {
            return 0;
        }
        if (pageToken.matches("\\d{1,9}")) {
            return Integer.parseInt(pageToken);
        }
        String sentence = "pageToken must be the nextPageToken of an earlier answer.";
        throw new Problem(
                Problem.Kind.MALFORMED,
                "bad-parameter",
                sentence,
                List.of(new FieldProblem("/pageToken", "bad-parameter", sentence)));
    }
}
