package io.bitgap.comparison.dashboard;

import io.bitgap.run.RunName;
import io.bitgap.run.RunState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list of a few, with the name of its experiment.
 *
 * @param top1 after its last epoch, 0..1; null before the first
 * @param doubtful whether that has a warning
 * @param done share of its training that is done, 0..1
 * @param imagesPerSecond null unless it is training
 * @param etaSeconds null unless it is training
 * @param at when it finished, or began, or was queued
 */
public record RecentRun(
        UUID id,
        String method,
        String setting,
        long seed,
        RunState state,
        String experimentSlug,
        String experimentName,
        @Nullable Double top1,
        boolean doubtful,
        int epoch,
        int epochs,
        double done,
        @Nullable Double imagesPerSecond,
        @Nullable Double etaSeconds,
        Instant at) {
    /** {@code pact at 4}; of runs without quantizers {@code fp32} and {@code fp32, tuned}. */
    public String cell() {
        return RunName.cell(method, setting);
    }
}
