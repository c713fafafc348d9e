package io.bitgap.listing;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;

/** What a list is asked for as. */
public enum ListFormat {
    JSON,
    CSV;

    /** @throws Problem (400) for anything else */
    public static ListFormat of(String word) {
        return switch (word) {
            case "json", "" -> JSON;
            case "csv" -> CSV;
            default -> {
                String sentence = "format must be json or csv, not '" + word + "'.";
                throw new Problem(
                        Problem.Kind.MALFORMED,
                        "bad-parameter",
                        sentence,
                        List.of(new FieldProblem("/format", "bad-parameter", sentence)));
            }
        };
    }
}
