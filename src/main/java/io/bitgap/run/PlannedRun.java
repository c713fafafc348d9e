package io.bitgap.run;

import io.bitgap.training.BitWidths;
import io.bitgap.training.TrainingPlan;
import org.jspecify.annotations.Nullable;

/**
 * A run that an experiment is to have.
 *
 * @param position its position in the experiment, baselines first
 * @param method column label, {@code fp32} for a baseline
 * @param label row label
 * @param priority in the queue, higher first
 */
public record PlannedRun(
        int position,
        String method,
        String label,
        BitWidths setting,
        RunDependencies origins,
        int priority,
        TrainingPlan plan) {
    public static final String BASELINE = "fp32";
    static final int MAX_ATTEMPTS = 3;
    /** Baselines start before every other run, whatever priority the user gave to that. */
    public static final int BASELINE_PRIORITY = 10_000;

    /**
     * Positions of earlier runs.
     *
     * @param baseline the fp32 run of its seed; null for that itself and from scratch
     * @param parent the run that it starts from: the baseline, or in a progressive chain the next wider one
     */
    public record RunDependencies(
            @Nullable Integer baseline, @Nullable Integer parent) {}
}
