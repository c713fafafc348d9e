package io.bitgap.worker;

import io.bitgap.layer.MemoryLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has taken of the machine, and the smaller of its two limits: its own and that of its container. */
final class ProcessMemory implements Watchdog.Memory {
    private static final Path CONTAINER = Path.of("/sys/fs/cgroup/memory.max");

    @Override
    public long used() {
        return MemoryLimit.used();
    }

    @Override
    public long limit() {
        long container = container();
        return container > 0 ? Math.min(container, MemoryLimit.get()) : MemoryLimit.get();
    }

    private static long container() {
        try {
            String limit = Files.exists(CONTAINER) ? Files.readString(CONTAINER).strip() : "max";
            return limit.equals("max") ? 0 : Long.parseLong(limit);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
