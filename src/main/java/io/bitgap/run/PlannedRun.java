package io.bitgap.run;

import io.bitgap.training.BitWidths;
import io.bitgap.training.TrainingPlan;
import java.util.function.Function;
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
        RunDependencies<Integer> origins,
        int priority,
        TrainingPlan plan) {
    /** What the fp32 run of a seed is called: as a method and as a setting. */
    public static final String BASELINE = "fp32";

    static final int MAX_ATTEMPTS = 3;
    /** Baselines start before every other run, whatever priority the user gave to that. */
    public static final int BASELINE_PRIORITY = 10_000;

    /**
     * Earlier runs of the same experiment and seed, by position or by id.
     *
     * @param baseline the fp32 run, which the gap is measured to; null for that run itself
     * @param parent the run that it starts from: the baseline, or in a progressive chain the next wider one; null from scratch
     */
    public record RunDependencies<T>(
            @Nullable T baseline, @Nullable T parent) {
        /** The same runs, named in another way. */
        public <R> RunDependencies<R> map(Function<T, R> name) {
            return new RunDependencies<>(
                    baseline == null ? null : name.apply(baseline), parent == null ? null : name.apply(parent));
        }
    }
}
