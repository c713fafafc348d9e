package io.bitgap.comparison.dashboard;

import com.fasterxml.jackson.annotation.JsonValue;
import io.bitgap.problem.WordParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What charts measure gaps to; published gaps are to fp32. */
public enum GapTo {
    FP32("fp32", "gap", "doubtful_baseline"),
    /** fp32 that was trained on from the baseline as the quantized run was. */
    CONTROL("control", "gap_to_control", "doubtful_control");

    private static final WordParameter<GapTo> PARAMETER = WordParameter.of("gapTo", GapTo::word, List.of(values()));

    private final String word;
    private final String column;
    private final String doubt;

    GapTo(String word, String column, String doubt) {
        this.word = word;
        this.column = column;
        this.doubt = doubt;
    }

    @JsonValue
    public String word() {
        return word;
    }

    /** @throws io.bitgap.problem.InvalidParameter for another word */
    static GapTo of(@Nullable String word) {
        return PARAMETER.read(word, FP32);
    }

    /** SQL: to every finished experiment {@code f} its quantized runs {@code r} that have a {@code shown_gap} that says something. */
    String runs() {
        return """
                join (select *, %1$s as shown_gap from run_result) r
                  on r.experiment_id = f.id and r.purpose = 'QUANTIZED' and r.shown_gap is not null and not r.%2$s
                """.formatted(column, doubt);
    }
}
