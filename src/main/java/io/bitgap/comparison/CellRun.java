package io.bitgap.comparison;

import io.bitgap.format.Formats;
import io.bitgap.run.RunState;
import io.bitgap.training.ResultWarning;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The run of one seed in a cell.
 *
 * @param top1 top-1 on the test split after the last finished epoch, or of the best one, 0..1; null before the first
 * @param ptq top-1 of the quantized network after calibration alone, before its first step; null where it was not measured
 * @param baseline its fp32 run; null for that itself
 * @param gap fp32 top-1 of the same seed minus this one's; null unless both runs have completed
 * @param control the fp32 run that was trained on from the baseline as this one was; null without one, and where that ended without a
 *     result
 * @param gapToControl that one's top-1 minus this one's; null unless both have completed
 * @param epoch finished epochs
 * @param done share of the training steps that are done, 0..1
 * @param etaSeconds estimated seconds left; null unless it is running
 * @param warnings what makes its top-1, or its gap, worth nothing
 */
public record CellRun(
        UUID id,
        long seed,
        RunState state,
        @Nullable Double top1,
        @Nullable Double ptq,
        @Nullable UUID baseline,
        @Nullable Double gap,
        @Nullable UUID control,
        @Nullable Double gapToControl,
        int epoch,
        int epochs,
        double done,
        @Nullable Double etaSeconds,
        List<ResultWarning> warnings) {
    private static final Formats FIGURES = new Formats();

    /** What a reader is told who points at it: {@code completed, 91.30 %}. */
    public String summary() {
        return state.name().toLowerCase(Locale.ROOT) + ", " + FIGURES.percent(top1);
    }
}
