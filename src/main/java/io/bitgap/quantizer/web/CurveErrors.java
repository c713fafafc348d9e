package io.bitgap.quantizer.web;

import io.bitgap.problem.FieldProblem;
import java.util.List;
import java.util.Set;

/** Sorts what is wrong under the fields of the form; the rest goes to its top. */
public final class CurveErrors {
    private final List<FieldProblem> problems;
    private final Set<String> fields;

    CurveErrors(List<FieldProblem> problems, Set<String> fields) {
        this.problems = problems;
        this.fields = fields;
    }

    /** @param field a field of the form, or "" for what belongs to none */
    public List<String> at(String field) {
        return problems.stream()
                .filter(problem -> field(problem).equals(field))
                .map(FieldProblem::message)
                .distinct()
                .toList();
    }

    public boolean any() {
        return !problems.isEmpty();
    }

    private String field(FieldProblem problem) {
        String field = problem.pointer().replaceFirst("^/", "").replace('/', '.');
        return fields.contains(field) ? field : "";
    }
}
