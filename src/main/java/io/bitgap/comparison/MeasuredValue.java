package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;

/** Which epoch's top-1 of a run goes into a table; of a gap's two runs it is the same. */
public enum MeasuredValue {
    /** After the last epoch, which nobody has chosen. */
    LAST("last", "top-1 on the test split after the last epoch, mean over seeds"),
    /** Of the best epoch, as many papers report it; it is chosen on the test split, so it flatters. */
    BEST("best", "top-1 on the test split of each run's best epoch there, mean over seeds");

    private final String word;
    private final String measure;

    MeasuredValue(String word, String measure) {
        this.word = word;
        this.measure = measure;
    }

    @JsonValue
    public String word() {
        return word;
    }

    /** What the numbers are, in words. */
    String measure() {
        return measure;
    }

    /**
     * The value of that name.
     *
     * @throws Problem (422) for another word than best and last
     */
    public static MeasuredValue of(String word) {
        for (MeasuredValue value : values()) {
            if (value.word.equals(word)) {
                return value;
            }
        }
        String detail = "A table has no value \"" + word + "\"; use last or best.";
        throw new Problem(
                Problem.Kind.UNPROCESSABLE,
                "unknown-value",
                detail,
                List.of(new FieldProblem("/value", "unknown-value", detail)));
    }
}
