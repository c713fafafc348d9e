package io.bitgap.network.upload;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with an upload. */
final class Findings {
    /** More would not help anybody. */
    private static final int MAX_FINDINGS = 100;

    private final List<FieldProblem> found = new ArrayList<>();
    private int count;

    void add(JsonCursor place, String code, String sentence) {
        count++;
        if (found.size() < MAX_FINDINGS) {
            found.add(new FieldProblem(place.pointer(), code, sentence));
        }
    }

    boolean none() {
        return count == 0;
    }

    /** @throws Problem (422) with everything found so far, if there is something */
    void throwIfAny() {
        if (count == 0) {
            return;
        }
        String others = count > 1 ? " (and " + (count - 1) + " more, see errors)" : "";
        throw new Problem(
                Problem.Kind.UNPROCESSABLE,
                "unsupported-network",
                "The network cannot be trained here: " + found.get(0).message() + others + " " + Dl4jClasses.SUPPORTED,
                found);
    }
}
