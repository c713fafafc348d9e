package io.bitgap.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bitgap.training.Reproduction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The published results for a cell. Of several numbers the paper's own comes first, the rest are listed behind it.
 *
 * @param state {@code done}, or {@code not-published} and everything else is null
 * @param top1 share of right answers, 0..1
 * @param gap the source's own fp32 number minus top1; null where the source has no fp32 number
 * @param differs what of the measured runs beside it is not as it was published, in a few words each; empty where they have the
 *     published options, null where these are not known
 * @param difference the measured mean minus top1; null unless the runs have the published options
 */
public record ReportedResult(
        CellState state,
        @Nullable Double top1,
        @Nullable Double gap,
        @Nullable String kind,
        @Nullable String source,
        @Nullable String note,
        @Nullable List<String> differs,
        @Nullable Double difference,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ReportedResult> others) {
    private static final int SHOWN = 2;

    public static final ReportedResult NONE =
            new ReportedResult(CellState.NOT_PUBLISHED, null, null, null, null, null, null, null, List.of());

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
                CellState.DONE, number.top1(), gap, number.kind(), number.source(), number.note(), null, null, others);
    }

    /** The same beside a measured cell: only runs with the published options are told apart from it by a difference. */
    ReportedResult beside(MeasuredCell cell) {
        List<String> differing = cell.reproductions().stream()
                .filter(reproduction -> reproduction.source().equals(source))
                .map(Reproduction::differs)
                .findFirst()
                .orElse(null);
        Double mean = cell.top1().mean();
        boolean exact = differing != null && differing.isEmpty();
        return new ReportedResult(
                state,
                top1,
                gap,
                kind,
                source,
                note,
                differing,
                exact && mean != null && top1 != null ? (Double) (mean - top1) : null,
                others.stream().map(other -> other.beside(cell)).toList());
    }

    /** {@code not the published options: 3 epochs, schedule cosine and 4 more}; "" where they are, or are not known. */
    public String otherOptions() {
        if (differs == null || differs.isEmpty()) {
            return "";
        }
        int more = differs.size() - SHOWN;
        return "not the published options: "
                + differs.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
