package io.bitgap.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;

/** What this process has taken of the machine, and the smaller of its two limits: JavaCPP's and that of its container. */
final class ProcessMemory implements Watchdog.Memory {
    private static final Path CONTAINER = Path.of("/sys/fs/cgroup/memory.max");

    @Override
    public long used() {
        return Pointer.physicalBytes();
    }

    @Override
    public long limit() {
        long own = Pointer.maxPhysicalBytes();
        long container = container();
        return container > 0 && (own <= 0 || container < own) ? container : own;
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
