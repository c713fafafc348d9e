package io.bitgap.quantizer.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BinaryOperator;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Work on many elements, in parts of a fixed size that the cores share. Results are put together in the order of the parts,
 * so the bits are the same on any number of cores. A single part stays on the calling thread: waking another one takes
 * longer.
 */
final class ParallelReduce {
    /** Weights of a part. */
    static final int LENGTH = 65_536;

    private ParallelReduce() {}

    /** Work on elements from..to-1. */
    @FunctionalInterface
    interface Work<T> {
        T over(int from, int to);
    }

    /**
     * The results of all parts, put together.
     *
     * @param from first element
     * @param to after the last element, above from
     * @param size elements of a part; the last one may have fewer
     */
    static <T> T each(int from, int to, int size, Work<T> work, BinaryOperator<T> both) {
        if (to - from <= size) {
            return work.over(from, to);
        }
        int parts = (to - from - 1) / size + 1;
        int cores = Math.min(parts, cores());
        List<ForkJoinTask<List<T>>> others = new ArrayList<>();
        List<T> results;
        try {
            for (int core = 1; core < cores; core++) {
                int begin = from + bound(core, cores, parts) * size;
                int end = Math.min(to, from + bound(core + 1, cores, parts) * size);
                others.add(ForkJoinPool.commonPool().submit(() -> share(begin, end, size, work)));
            }
            results = share(from, Math.min(to, from + bound(1, cores, parts) * size), size, work);
        } finally {
            // whatever has happened: as soon as this returns, the memory that they work on may be given to somebody
            // else
            others.forEach(ForkJoinTask::quietlyJoin);
        }
        others.forEach(other -> results.addAll(other.join()));
        return results.stream().reduce(both).orElseThrow();
    }

    private static int bound(int core, int cores, int parts) {
        return (int) ((long) parts * core / cores);
    }

    private static <T> List<T> share(int from, int to, int size, Work<T> work) {
        List<T> results = new ArrayList<>();
        for (int at = from; at < to; at += size) {
            results.add(work.over(at, Math.min(at + size, to)));
        }
        return results;
    }

    /** As many as ND4J uses for this thread. */
    private static int cores() {
        return Math.max(1, NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
    }
}
