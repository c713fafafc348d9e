package io.bitgap.json;

import io.bitgap.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects what is wrong with a document. */
public final class JsonProblems {
    /** More would not help anybody. */
    private static final int MAX_PROBLEMS = 100;

    private final List<FieldProblem> found = new ArrayList<>();

    public void add(String pointer, String code, String sentence) {
        if (found.size() < MAX_PROBLEMS) {
            found.add(new FieldProblem(pointer, code, sentence));
        }
    }

    public boolean none() {
        return found.isEmpty();
    }

    public List<FieldProblem> found() {
        return Collections.unmodifiableList(found);
    }
}
