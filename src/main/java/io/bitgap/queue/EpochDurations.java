package io.bitgap.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;

/** What an epoch takes: the median of what runs lately took that are like the one in question. */
final class EpochDurations {
    /**
     * What makes runs take alike.
     *
     * @param trainExamples limit of the plan, 0 for all
     * @param fp32 quantizers take their time
     */
    record Kind(String network, String dataset, int trainExamples, boolean fp32) {}

    private record Sibling(UUID experiment, boolean fp32) {}

    private final Map<Object, List<Double>> epochs = new HashMap<>();

    /** A completed run. */
    void took(UUID experiment, Kind kind, double secondsAnEpoch) {
        for (Object key : List.of(new Sibling(experiment, kind.fp32()), kind)) {
            epochs.computeIfAbsent(key, unused -> new ArrayList<>()).add(secondsAnEpoch);
        }
    }

    /** Seconds an epoch; runs of the same experiment also have the same recipe, so they say most. */
    OptionalDouble of(UUID experiment, Kind kind) {
        List<Double> found =
                epochs.getOrDefault(new Sibling(experiment, kind.fp32()), epochs.getOrDefault(kind, List.of()));
        return found.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(found));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
