package io.bitgap.json;

import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects what is wrong with a document. */
public final class JsonProblems {
    private final List<FieldProblem> found = new ArrayList<>();
    private int count;

    public void add(String pointer, String code, String sentence) {
        add(() -> new FieldProblem(pointer, code, sentence));
    }

    /** @param problem is made only where it will be listed: a document may have a million unknown fields */
    void add(Supplier<FieldProblem> problem) {
        count++;
        if (found.size() < FieldProblem.MOST) {
            found.add(problem.get());
        }
    }

    public boolean none() {
        return found.isEmpty();
    }

    /** As an answer lists them. */
    public List<FieldProblem> found() {
        return FieldProblem.listed(found, count);
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
            throw new Problem(Problem.Kind.UNPROCESSABLE, code, sentence + place + first.message() + others(), found());
        }
    }
}
