package io.bitgap.run;

import io.bitgap.training.BitWidths;
import io.bitgap.training.Start;
import io.bitgap.training.TrainingPlan;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run that an experiment is to have.
 *
 * @param position its position in the experiment, baselines first, then controls
 * @param method column label, {@code fp32} for a baseline, {@code fp32, tuned} for a control
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

    /** What the methods of controls are called, or begin with: fp32 runs that are trained on from the baseline as quantized ones are. */
    public static final String CONTROL = "fp32, tuned";

    static final int MAX_ATTEMPTS = 3;
    /** Baselines start before every other run, whatever priority the user gave to that. */
    public static final int BASELINE_PRIORITY = 10_000;

    /** What it is in its experiment. */
    public RunPurpose purpose() {
        return RunPurpose.of(origins.baseline() != null, setting);
    }

    /** Where its weights come from. */
    Start start() {
        if (origins.parent() == null) {
            return Start.SCRATCH;
        }
        return origins.parent().equals(origins.baseline()) ? Start.FP32 : Start.PROGRESSIVE;
    }

    /**
     * Earlier runs of the same experiment and seed, by position or by id.
     *
     * @param baseline the fp32 run, which the gap is measured to; null for that run itself
     * @param parent the run that it starts from: the baseline, or in a progressive chain the next wider one; null from scratch
     * @param control the fp32 run that was trained on from the baseline as this one was; null where it has none
     */
    public record RunDependencies<T>(
            @Nullable T baseline,
            @Nullable T parent,
            @Nullable T control) {
        /** Of a baseline. */
        public static <T> RunDependencies<T> none() {
            return new RunDependencies<>(null, null, null);
        }

        /** The same runs, named in another way. */
        public <R> RunDependencies<R> map(Function<T, R> name) {
            return new RunDependencies<>(
                    baseline == null ? null : name.apply(baseline),
                    parent == null ? null : name.apply(parent),
                    control == null ? null : name.apply(control));
        }
    }
}
