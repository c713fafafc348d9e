package io.bitgap.comparison.web;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;

/** Which fields of compared runs are shown. */
enum ShownFields {
    DIFFERENCES,
    ALL;

    boolean all() {
        return this == ALL;
    }

    /** @throws Problem (422) for another word */
    static ShownFields of(String word) {
        return switch (word) {
            case "differences" -> DIFFERENCES;
            case "all" -> ALL;
            default -> {
                String detail = "show is differences or all, not \"" + word + "\".";
                throw new Problem(
                        Problem.Kind.UNPROCESSABLE,
                        "unknown-choice",
                        detail,
                        List.of(new FieldProblem("/show", "unknown-choice", detail)));
            }
        };
    }
}
