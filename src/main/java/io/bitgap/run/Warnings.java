package io.bitgap.run;

import io.bitgap.json.CanonicalJson;
import io.bitgap.training.ResultWarning;
import java.util.List;

/** The column {@code run.warnings}: what makes the result of the last evaluated epoch worth nothing. */
public final class Warnings {
    /** The code that the view {@code run_result} adds where a run's fp32 run has warnings. */
    public static final String BASELINE = "baseline";

    /** The code that the view {@code run_result} adds where a run's control has warnings. */
    public static final String CONTROL = "control";

    static final String NONE = "[]";

    private Warnings() {}

    static String json(List<ResultWarning> warnings) {
        return CanonicalJson.of(warnings).json();
    }

    /** @param column as it is stored */
    public static List<ResultWarning> of(String column) {
        return column.equals(NONE) ? List.of() : List.of(CanonicalJson.read(column, ResultWarning[].class));
    }
}
