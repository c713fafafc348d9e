package io.bitgap.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code bitgap.worker.*}.
 *
 * @param slots runs that train at the same time on the CPU ({@code BITGAP_WORKER_SLOTS}); GPUs take one run each
 * @param threadsPerSlot native threads of one such run ({@code BITGAP_WORKER_THREADS_PER_SLOT}); null shares the cores out
 *     among the slots
 * @param largestDifference of simulated and deployed top-1 with which a checkpoint still counts as deployable
 *     ({@code BITGAP_WORKER_LARGEST_DIFFERENCE})
 * @param heartbeat how often a worker says that it lives; it is taken for dead when it has missed four, and one more while somebody watches
 * @param longestStep after which a run whose step has not ended is given up ({@code BITGAP_WORKER_LONGEST_STEP})
 */
@ConfigurationProperties("bitgap.worker")
record WorkerSettings(
        @DefaultValue("1") int slots,
        @Nullable Integer threadsPerSlot,
        @DefaultValue("0.001") double largestDifference,
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue("1h") Duration longestStep) {
    WorkerSettings {
        if (slots < 1 || slots > 64) {
            throw new IllegalArgumentException("bitgap.worker.slots must be 1 to 64, not " + slots);
        }
        if (!(largestDifference >= 0 && largestDifference <= 1)) {
            throw new IllegalArgumentException(
                    "bitgap.worker.largest-difference must be a share from 0 to 1, not " + largestDifference);
        }
        require(heartbeat, Duration.ofMillis(100), "BITGAP_WORKER_HEARTBEAT (bitgap.worker.heartbeat)");
        require(longestStep, Duration.ofMinutes(1), "BITGAP_WORKER_LONGEST_STEP (bitgap.worker.longest-step)");
    }

    /** A number without its unit means milliseconds. */
    private static void require(Duration set, Duration least, String name) {
        if (set.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " must be at least " + least.toMillis()
                    + "ms, with its unit (3s, 1h), not " + set.toMillis() + "ms");
        }
    }

    /**
     * Native threads of one run: what was set, or an equal share of the cores, at least 1. 2 slots on 8 cores have 4 each.
     *
     * @param cores those that this process may use
     * @throws InvalidThreadCount when more were set than there are cores, or none
     */
    int threads(int cores) {
        int share = Math.max(1, cores / slots);
        if (threadsPerSlot == null) {
            return share;
        }
        if (threadsPerSlot < 1 || threadsPerSlot > cores) {
            throw new InvalidThreadCount(threadsPerSlot, cores, share);
        }
        return threadsPerSlot;
    }
}
