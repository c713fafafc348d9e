package io.bitgap.queue;

import io.bitgap.training.TrainingPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** How long runs take on one device, by what is known at one moment. */
public final class RunDurations {
    private final Workloads workloads;
    private final MeasuredSpeeds speeds;
    private final Map<RunKind, OptionalDouble> epochs = new HashMap<>();

    RunDurations(Workloads workloads, MeasuredSpeeds speeds) {
        this.workloads = workloads;
        this.speeds = speeds;
    }

    /** Seconds from a run's first epoch to its last; empty where its data set is not there. */
    public OptionalDouble of(TrainingPlan plan) {
        return of(RunKind.of(plan), plan.recipe().epochs(), () -> Optional.ofNullable(plan.definition()));
    }

    OptionalDouble of(RunKind kind, double count, Supplier<Optional<String>> definition) {
        OptionalDouble work = epoch(kind, definition);
        return work.isPresent() ? OptionalDouble.of(count * work.getAsDouble() / speeds.of(kind)) : work;
    }

    /** A run of which some epochs took so many seconds. */
    void took(RunKind kind, Processor processor, double count, double seconds, Supplier<Optional<String>> definition) {
        epoch(kind, definition).ifPresent(work -> speeds.add(kind, processor, count * work / seconds));
    }

    private OptionalDouble epoch(RunKind kind, Supplier<Optional<String>> definition) {
        return epochs.computeIfAbsent(kind, unused -> workloads.epoch(kind, definition));
    }
}
