package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** The origin of a column's values: measured, a paper, or a reproduction. */
public enum ResultOrigin {
    MEASURED("measured"),
    /** The paper's own number first, other people's behind it. */
    PUBLISHED("published"),
    PAPER("paper"),
    REPRODUCTION("reproduction");

    private final String word;

    ResultOrigin(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    /** The numbers that belong to this side, out of all that were published for a cell. */
    public List<ReportedResult> of(ReportedResult published) {
        return switch (this) {
            case MEASURED -> List.of();
            case PUBLISHED -> published.all();
            case PAPER, REPRODUCTION ->
                published.all().stream()
                        .filter(quote -> word.equals(quote.kind()))
                        .toList();
        };
    }
}
