package io.bitgap.comparison.web;

import io.bitgap.json.JsonText;
import io.bitgap.problem.WordParameter;
import java.util.List;

/** Which fields of compared runs are shown. */
enum ShownFields {
    DIFFERENCES,
    ALL;

    private static final WordParameter<ShownFields> PARAMETER =
            WordParameter.of("show", JsonText::of, List.of(values()));

    boolean all() {
        return this == ALL;
    }

    /** @throws io.bitgap.problem.InvalidParameter for another word */
    static ShownFields of(String word) {
        return PARAMETER.read(word, DIFFERENCES);
    }
}
