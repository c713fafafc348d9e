package io.bitgap.comparison;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;

/** This source's number for this cell is in the list already. */
final class AlreadyPublished extends Problem {
    private static final long serialVersionUID = 1L;

    AlreadyPublished(PublishedNumber number) {
        super(
                Kind.CONFLICT,
                "already-published",
                sentence(number),
                List.of(new FieldProblem("/source", "already-published", sentence(number))));
    }

    private static String sentence(PublishedNumber number) {
        String bits = number.widths().label();
        return "A number of this source and kind is listed already for " + number.method() + " at " + bits + " with "
                + number.network() + " on " + number.dataset() + "; one that was added here can be corrected.";
    }
}
