package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.problem.FieldProblem;
import io.bitgap.problem.Problem;
import java.util.List;

/** How a table is arranged. */
public enum TableStyle {
    /** fp32, then every setting with its gap row; each method measured and, beside it, published. */
    PAPER_VS_OURS("paper-vs-ours"),
    /** fp32, then every setting; methods side by side. */
    METHODS("methods");

    private final String word;

    TableStyle(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    public static TableStyle of(String word) {
        for (TableStyle style : values()) {
            if (style.word.equals(word)) {
                return style;
            }
        }
        String detail = "There is no table style \"" + word + "\"; use paper-vs-ours or methods.";
        throw new Problem(
                Problem.Kind.UNPROCESSABLE,
                "unknown-style",
                detail,
                List.of(new FieldProblem("/style", "unknown-style", detail)));
    }
}
