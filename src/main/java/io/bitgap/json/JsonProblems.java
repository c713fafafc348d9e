package io.bitgap.json;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects what is wrong with a document. */
public final class JsonProblems {
    /** More would not help anybody. */
    private static final int MAX_PROBLEMS = 100;

    private final List<FieldProblem> found = new ArrayList<>();
    private int count;

    public void add(String pointer, String code, String sentence) {
        count++;
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

    /** What a sentence that tells the first of them says of the others; empty where there are none. */
    public String others() {
        return count > 1 ? " (and " + (count - 1) + " more, see errors)" : "";
    }

    /**
     * Refuses the document if anything is wrong with it.
     *
     * @param code of the whole
     * @param sentence how the error begins; it goes on with the first thing that is wrong, and where
     * @throws Problem (422) with all that was found
     */
    public void throwIfAny(String code, String sentence) {
        if (!none()) {
            FieldProblem first = found.get(0);
            String place = first.pointer().isEmpty() ? "" : first.pointer() + " ";
            throw new Problem(Problem.Kind.UNPROCESSABLE, code, sentence + place + first.message() + others(), found);
        }
    }
}
