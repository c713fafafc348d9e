package io.bitgap.queue;

import io.bitgap.queue.PendingRun.Forecast;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When queued runs will start: each takes the device that is free first. Two devices, one free and one in 10 s, and three runs of 30 s
 * start now, in 10 s and in 30 s.
 */
final class StartForecast {
    private final PriorityQueue<Double> freeIn = new PriorityQueue<>();

    /**
     * @param devices of live workers
     * @param left seconds that the runs which are trained now still take; where that is unknown, their devices are not counted on
     */
    StartForecast(int devices, List<OptionalDouble> left) {
        left.stream()
                .filter(OptionalDouble::isPresent)
                .limit(devices)
                .forEach(seconds -> freeIn.add(seconds.getAsDouble()));
        for (int free = left.size(); free < devices; free++) {
            freeIn.add(0.0);
        }
    }

    /** The next run in the queue. One of unknown length takes its device for good, as far as can be said. */
    Forecast next(OptionalDouble takes) {
        Double start = freeIn.poll();
        if (start == null) {
            return new Forecast(orNull(takes), null);
        }
        takes.ifPresent(seconds -> freeIn.add(start + seconds));
        return new Forecast(orNull(takes), start);
    }

    static Forecast running(OptionalDouble left) {
        return new Forecast(orNull(left), null);
    }

    private static @Nullable Double orNull(OptionalDouble seconds) {
        return seconds.isPresent() ? Double.valueOf(seconds.getAsDouble()) : null;
    }
}
