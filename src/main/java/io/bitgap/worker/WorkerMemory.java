package io.bitgap.worker;

import com.sun.management.OperatingSystemMXBean;
import io.bitgap.layer.MemoryLimit;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this process may have of the machine's memory. */
final class WorkerMemory {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerMemory.class);
    private static final long MEBIBYTE = 1 << 20;

    private WorkerMemory() {}

    /**
     * Sets the limit of the process.
     *
     * @return bytes
     */
    static long limit(WorkerSettings settings) {
        long heap = Runtime.getRuntime().maxMemory();
        long bytes = settings.memoryBytes(heap, machine());
        MemoryLimit.set(bytes);
        LOG.info(
                "Memory: {} MB for the whole worker, of which at most {} MB Java's heap (BITGAP_WORKER_MEMORY, -Xmx)",
                bytes / MEBIBYTE,
                heap / MEBIBYTE);
        return bytes;
    }

    /** In a container, that of its limit. */
    private static long machine() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
