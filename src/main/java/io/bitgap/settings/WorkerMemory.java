package io.bitgap.settings;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What a worker process may have of the machine's memory.
 *
 * @param memory heap and native memory together ({@code BITGAP_WORKER_MEMORY}: 6GB, 800MB); null is four times the largest heap
 *     (-Xmx), at most two thirds of the memory of the machine or container
 */
@ConfigurationProperties("bitgap.worker")
public record WorkerMemory(@Nullable DataSize memory) {
    /** Heap, classes and libraries of a worker that has trained nothing yet. */
    private static final DataSize LEAST = DataSize.ofMegabytes(512);

    private static final int HEAPS = 4;
    /** The rest is for who serves, for the database and the kernel's own. */
    private static final double SHARE_OF_MACHINE = 2 / 3.0;

    public WorkerMemory {
        if (memory != null && memory.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("bitgap.worker.memory (BITGAP_WORKER_MEMORY) must be at least "
                    + LEAST.toMegabytes() + "MB, with its unit (6GB, 800MB), not " + memory.toBytes() + " bytes");
        }
    }

    /** Bytes that this process may have, if it is a worker. */
    public long bytes() {
        return bytes(Runtime.getRuntime().maxMemory(), machine());
    }

    /**
     * Bytes that a process may have.
     *
     * @param heap its largest heap, in bytes
     * @param machine memory of the machine or container, in bytes
     */
    long bytes(long heap, long machine) {
        return memory != null ? memory.toBytes() : Math.min(HEAPS * heap, (long) (SHARE_OF_MACHINE * machine));
    }

    /** In a container, that of its limit. */
    private static long machine() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
