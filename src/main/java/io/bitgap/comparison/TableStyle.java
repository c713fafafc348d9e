package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.problem.WordParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a table is arranged. */
public enum TableStyle {
    /** fp32, then every setting with its gap row; each method measured and, beside it, published. */
    PAPER_VS_OURS("paper-vs-ours"),
    /** fp32, then every setting; methods side by side. */
    METHODS("methods");

    private static final WordParameter<TableStyle> PARAMETER =
            WordParameter.of("style", TableStyle::word, List.of(values()));

    private final String word;

    TableStyle(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    /** @throws io.bitgap.problem.InvalidParameter for a style that there is not */
    public static TableStyle of(@Nullable String word) {
        return PARAMETER.read(word, PAPER_VS_OURS);
    }
}
