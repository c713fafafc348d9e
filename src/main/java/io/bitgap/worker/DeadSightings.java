package io.bitgap.worker;

import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a worker whose heartbeat looks old is dead. Only a heartbeat that stands still while this process watches it is one that is
 * not beaten any more: that needs no clock, so that neither a wrong one nor one that was set takes a living worker's runs.
 */
final class DeadSightings {
    private final Map<String, Sighting> seen = new ConcurrentHashMap<>();
    private final Duration heartbeat;
    private final LongSupplier counter;

    private record Sighting(long version, @Nullable Instant heartbeat, long count) {
        boolean isOf(Execution execution) {
            return version == execution.version && java.util.Objects.equals(heartbeat, execution.lastHeartbeat);
        }
    }

    /**
     * @param heartbeat how often workers beat
     * @param counter of nanoseconds, as {@link System#nanoTime}
     */
    DeadSightings(Duration heartbeat, LongSupplier counter) {
        this.heartbeat = heartbeat;
        this.counter = counter;
    }

    /** Called at every sight of an old heartbeat. */
    boolean confirmed(Execution execution) {
        String task = execution.taskInstance.getTaskAndInstance();
        long now = counter.getAsLong();
        Sighting first = seen.compute(
                task,
                (same, earlier) -> earlier != null && earlier.isOf(execution)
                        ? earlier
                        : new Sighting(execution.version, execution.lastHeartbeat, now));
        boolean dead =
                now - first.count() >= heartbeat.multipliedBy(3).dividedBy(2).toNanos();
        if (dead) {
            seen.remove(task);
        }
        return dead;
    }
}
