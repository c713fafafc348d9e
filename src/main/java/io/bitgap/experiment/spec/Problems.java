package io.bitgap.experiment.spec;

import io.bitgap.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects what is wrong with a document. */
final class Problems {
    /** More would not help anybody. */
    private static final int MOST = 100;

    private final List<FieldProblem> found = new ArrayList<>();

    void add(String pointer, String code, String sentence) {
        if (found.size() < MOST) {
            found.add(new FieldProblem(pointer, code, sentence));
        }
    }

    boolean none() {
        return found.isEmpty();
    }

    List<FieldProblem> found() {
        return Collections.unmodifiableList(found);
    }
}
