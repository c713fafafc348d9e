package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The published results for a cell. Of several numbers the paper's own comes first, the rest are listed behind it.
 *
 * @param state {@code done}, or {@code not-published} and everything else is null
 * @param top1 share of right answers, 0..1
 * @param gap the source's own fp32 number minus top1; null where the source has no fp32 number
 */
public record ReportedResult(
        CellState state,
        @Nullable Double top1,
        @Nullable Double gap,
        @Nullable String kind,
        @Nullable String source,
        @Nullable String note,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ReportedResult> others) {
    public static final ReportedResult NONE =
            new ReportedResult(CellState.NOT_PUBLISHED, null, null, null, null, null, List.of());

    public boolean isPresent() {
        return state == CellState.DONE;
    }

    /** This number and those behind it; none where nothing was published. */
    public List<ReportedResult> all() {
        if (!isPresent()) {
            return List.of();
        }
        List<ReportedResult> all = new ArrayList<>(List.of(this));
        all.addAll(others);
        return all;
    }

    /** Kind and source in one line. */
    public String cited() {
        return kind + ": " + source;
    }

    /** The number that belongs into a row of that kind. */
    public @Nullable Double shown(ComparisonTable.RowKind kind) {
        return kind == ComparisonTable.RowKind.GAP ? gap : top1;
    }

    static ReportedResult of(PublishedNumber number, @Nullable Double gap, List<ReportedResult> others) {
        return new ReportedResult(
                CellState.DONE, number.top1(), gap, number.kind(), number.source(), number.note(), others);
    }
}
