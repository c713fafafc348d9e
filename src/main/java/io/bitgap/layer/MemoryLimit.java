package io.bitgap.layer;

import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How much memory this process may have, heap and native memory together. It is asked for where an array is about to be made and
 * nothing is half done, so that a run that meets the limit leaves everything sound behind. JavaCPP has limits of its own, which have
 * to be off ({@link #SETTINGS}): they throw in the middle of its native code, which then writes to what it has just freed.
 */
public final class MemoryLimit {
    /** System properties that switch JavaCPP's limits off; they are read once, when its classes are loaded. */
    public static final String[] SETTINGS = {"org.bytedeco.javacpp.maxbytes", "org.bytedeco.javacpp.maxphysicalbytes"};

    private static final int TRIES = 10;
    private static final long PAUSE_MILLIS = 100;
    private static final long MEBIBYTE = 1 << 20;
    private static final long CRUMBS = 4 * MEBIBYTE;

    private static volatile long limit = Long.MAX_VALUE;

    private MemoryLimit() {}

    /** To be called before anything loads ND4J. */
    public static void switchOffThatOfJavaCpp() {
        for (String setting : SETTINGS) {
            System.setProperty(setting, "0");
        }
    }

    /** @param bytes of the whole process */
    public static void set(long bytes) {
        limit = bytes;
    }

    /** Bytes of the whole process; {@link Long#MAX_VALUE} where none was set. */
    public static long get() {
        return limit;
    }

    /** Bytes of the whole process that are in memory now (its resident set). */
    public static long used() {
        return Pointer.physicalBytes();
    }

    /**
     * Makes sure that there is room, if need be by collecting what nobody uses any more.
     *
     * @param bytes that are wanted
     * @throws OutOfMemoryError when they would be too many
     */
    public static void require(long bytes) {
        long most = limit;
        if (used() + bytes > most && !reclaim(most - bytes)) {
            throw new OutOfMemoryError(String.format(
                    Locale.ROOT,
                    "%,d MB are in use, %,d MB more are needed, and this worker may have %,d MB",
                    used() / MEBIBYTE,
                    bytes / MEBIBYTE,
                    most / MEBIBYTE));
        }
    }

    /** Does some work, after which, well or badly ended, the calling thread keeps no memory for more of it. */
    public static <T> T leavingNothing(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            Nd4j.getMemoryManager().setCurrentWorkspace(null);
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        }
    }

    /** Collects what nobody uses any more and gives it back to the machine, until there is no more of it. */
    public static void collect() {
        long before;
        do {
            before = used();
        } while (collectOnce() && used() < before - CRUMBS);
    }

    private static boolean reclaim(long target) {
        for (int attempt = 0; attempt < TRIES && used() > target; attempt++) {
            if (!collectOnce()) {
                break;
            }
        }
        return used() <= target;
    }

    /**
     * Native memory of arrays is freed by threads that hear from the garbage collector, hence the pause.
     *
     * @return false when interrupted
     */
    private static boolean collectOnce() {
        System.gc();
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        Pointer.trimMemory();
        return true;
    }
}
