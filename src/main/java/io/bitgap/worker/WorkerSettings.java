package io.bitgap.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings under {@code bitgap.worker.*}.
 *
 * @param slots runs that train at the same time on the CPU ({@code BITGAP_WORKER_SLOTS}); GPUs take one run each
 * @param threadsPerSlot native threads of one such run ({@code BITGAP_WORKER_THREADS_PER_SLOT}); null shares the cores out
 *     among the slots
 * @param largestDifference of simulated and deployed top-1 with which a checkpoint still counts as deployable
 *     ({@code BITGAP_WORKER_LARGEST_DIFFERENCE})
 * @param memory what the whole process may have, heap and native memory together ({@code BITGAP_WORKER_MEMORY}: 6GB, 800MB); null is
 *     four times the largest heap (-Xmx), at most 80 % of the memory of the machine or container
 * @param heartbeat how often a worker says that it lives; it is taken for dead when it has missed four and misses two more while somebody watches
 * @param longestStep after which a run whose step has not ended is given up ({@code BITGAP_WORKER_LONGEST_STEP})
 */
@ConfigurationProperties("bitgap.worker")
record WorkerSettings(
        @DefaultValue("1") int slots,
        @Nullable Integer threadsPerSlot,
        @DefaultValue("0.001") double largestDifference,
        @Nullable DataSize memory,
        @DefaultValue("3s") Duration heartbeat,
        @DefaultValue("1h") Duration longestStep) {
    /** Heap, classes and libraries of a worker that has trained nothing yet. */
    private static final DataSize LEAST_MEMORY = DataSize.ofMegabytes(512);

    private static final int HEAPS = 4;
    private static final double SHARE_OF_MACHINE = 0.8;

    WorkerSettings {
        if (memory != null && memory.compareTo(LEAST_MEMORY) < 0) {
            throw new IllegalArgumentException(
                    "bitgap.worker.memory (BITGAP_WORKER_MEMORY) must be at least " + LEAST_MEMORY.toMegabytes()
                            + "MB, with its unit (6GB, 800MB), not " + memory.toBytes() + " bytes");
        }
        if (slots < 1 || slots > 64) {
            throw new IllegalArgumentException("bitgap.worker.slots must be 1 to 64, not " + slots);
        }
        if (!(largestDifference >= 0 && largestDifference <= 1)) {
            throw new IllegalArgumentException(
                    "bitgap.worker.largest-difference must be a share from 0 to 1, not " + largestDifference);
        }
    }

    /**
     * Bytes that the process may have.
     *
     * @param heap the largest heap, in bytes
     * @param machine memory of the machine or container, in bytes
     */
    long memoryBytes(long heap, long machine) {
        return memory != null ? memory.toBytes() : Math.min(HEAPS * heap, (long) (SHARE_OF_MACHINE * machine));
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
