package io.bitgap.experiment;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;

/** A spec that cannot be run; every mistake in it is listed. */
public class InvalidExperiment extends Problem {
    private static final long serialVersionUID = 1L;

    InvalidExperiment(List<FieldProblem> errors) {
        super(Kind.UNPROCESSABLE, "invalid-experiment", sentence(errors), errors);
    }

    private static String sentence(List<FieldProblem> errors) {
        FieldProblem first = errors.get(0);
        String others = errors.size() > 1 ? " (and more, see errors)" : "";
        String place = first.pointer().isEmpty() ? "" : first.pointer() + " ";
        return "The experiment cannot be run: " + place + first.message() + others;
    }
}
