package io.bitgap.run;

import io.bitgap.json.CanonicalJson;
import io.bitgap.training.ResultWarning;
import java.util.List;

/** The column {@code run.warnings}: what makes the result of the last evaluated epoch worth nothing. */
public final class Warnings {
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
