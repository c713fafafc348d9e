package io.bitgap.comparison.significance;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the evidence of one comparison, among those that it was made with.
 *
 * @param gap mean over seeds of the reference's top-1 minus the run's
 * @param interval of the gap; null where none can be given
 * @param p of the test; null where none can be made
 * @param adjustedP Holm's, over all comparisons that were made at once
 * @param reason why nothing can be said; empty where something can
 */
public record Judgement(
        @Schema(description = "Mean over seeds of the reference's top-1 minus the run's")
        double gap,

        @Schema(
                description = "95 % interval of the gap: Student's over seeds, of a single seed the one that belongs to"
                        + " McNemar's test; null where none can be given",
                nullable = true)
        @Nullable
        Interval interval,

        @Schema(
                description =
                        "paired-t: over seeds, three at least; mcnemar: on the images of one seed, which speaks for that"
                                + " seed alone; none: nothing can be said")
        Evidence.Test test,

        @Schema(description = "Two-sided", nullable = true) @Nullable
        Double p,

        @Schema(description = "The same after Holm's correction over all comparisons of the table", nullable = true)
        @Nullable
        Double adjustedP,

        Verdict verdict,

        @Schema(description = "Why nothing can be said; empty where something can")
        String reason,

        List<SeedGap> seeds) {
    /** Quantization rarely helps, and never this much. */
    private static final double LARGEST_GAIN = 0.005;

    public Judgement {
        seeds = List.copyOf(seeds);
    }

    /** In the order of the evidence. */
    public static List<Judgement> of(List<Evidence> comparisons) {
        List<Double> adjusted = Holm.adjusted(
                comparisons.stream().flatMap(each -> each.p().stream()).toList());
        List<Judgement> judgements = new ArrayList<>();
        int tested = 0;
        for (Evidence evidence : comparisons) {
            judgements.add(of(evidence, evidence.p().isPresent() ? adjusted.get(tested++) : null));
        }
        return judgements;
    }

    private static Judgement of(Evidence evidence, @Nullable Double adjusted) {
        double gap = evidence.gaps().mean();
        return new Judgement(
                gap,
                evidence.interval().orElse(null),
                evidence.test(),
                evidence.p().orElse(null),
                adjusted,
                adjusted == null ? Verdict.UNKNOWN : Verdict.of(gap, adjusted),
                evidence.obstacle(),
                evidence.seeds());
    }

    /** Whether it beats its reference by more than chance allows and quantization can: by half a point. */
    public boolean tooGood() {
        return verdict == Verdict.BETTER && gap < -LARGEST_GAIN;
    }
}
