package io.bitgap.run;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The training speed of a run, with what is needed to compare it with another one.
 *
 * @param baseline the run that it is compared with; null for a baseline itself
 * @param batchSize images a step
 * @param imagesPerSecond null before its first epoch
 * @param places what its epochs were trained on; an empty one was not recorded
 */
record TrainingSpeed(
        @Nullable UUID baseline,
        RunState state,
        @Nullable Integer batchSize,
        @Nullable Double imagesPerSecond,
        List<String> places) {

    /** Twice the baseline's time for an image is a factor of 2: 100 images a second against 200. */
    RunView.Overhead against(@Nullable TrainingSpeed other) {
        Double theirs = other == null ? null : other.imagesPerSecond();
        String reason = other == null ? "There is no fp32 baseline to compare it with." : incomparable(other);
        Double factor = reason == null && theirs != null && imagesPerSecond != null
                ? (Double) (theirs / imagesPerSecond)
                : null;
        return new RunView.Overhead(factor, imagesPerSecond, theirs, reason);
    }

    private @Nullable String incomparable(TrainingSpeed baseline) {
        if (state != RunState.COMPLETED) {
            return "The run has not completed.";
        }
        if (baseline.state() != RunState.COMPLETED) {
            return "Its baseline has not completed.";
        }
        if (imagesPerSecond == null || baseline.imagesPerSecond() == null) {
            return "The speed of " + (imagesPerSecond == null ? "the run" : "its baseline") + " was not recorded.";
        }
        if (batchSize != null && baseline.batchSize() != null && !batchSize.equals(baseline.batchSize())) {
            return "The run has " + batchSize + " images a step, its baseline " + baseline.batchSize() + ".";
        }
        return differentPlaces(baseline);
    }

    private @Nullable String differentPlaces(TrainingSpeed baseline) {
        if (!placesAreKnown() || !baseline.placesAreKnown()) {
            return "What " + (placesAreKnown() ? "its baseline" : "the run") + " trained on was not recorded.";
        }
        if (places.size() == 1 && places.equals(baseline.places())) {
            return null;
        }
        return "The run trained on " + String.join(" and ", places) + ", its baseline on "
                + String.join(" and ", baseline.places()) + ".";
    }

    private boolean placesAreKnown() {
        return !places.isEmpty() && !places.contains("");
    }
}
