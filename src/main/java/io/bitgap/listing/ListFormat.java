package io.bitgap.listing;

import io.bitgap.json.JsonText;
import io.bitgap.problem.WordParameter;
import java.util.List;

/** The formats of a list. */
public enum ListFormat {
    JSON,
    CSV;

    private static final WordParameter<ListFormat> PARAMETER =
            WordParameter.of("format", JsonText::of, List.of(values()));

    /** @throws io.bitgap.problem.InvalidParameter for anything else */
    public static ListFormat of(String word) {
        return PARAMETER.read(word, JSON);
    }
}
