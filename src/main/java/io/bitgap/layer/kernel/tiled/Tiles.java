package io.bitgap.layer.kernel.tiled;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Loops over long arrays in tiles that fit the first-level cache. A tile is copied from outside of the heap into Java arrays,
 * where the JVM's compiler turns plain loops without branches into vector instructions, and the result is copied back; so
 * whatever is computed on the way costs one pass over memory.
 */
final class Tiles {
    /** Elements of a tile. */
    static final int SIZE = 2048;

    /** Below so many tiles, waking another thread costs more than it saves. */
    private static final int LEAST_TILES = 16;

    private Tiles() {}

    /** Something done to the elements from..to-1; from is a multiple of {@link #SIZE}. */
    @FunctionalInterface
    interface Part<R> {
        R over(int from, int to);
    }

    /** Splits 0..length-1 among as many threads as ND4J uses; the answers are in order. */
    static <R> List<R> split(int length, Part<R> part) {
        int tiles = (length + SIZE - 1) / SIZE;
        int threads = Math.max(
                1,
                Math.min(NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads(), tiles / LEAST_TILES));
        List<ForkJoinTask<R>> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            int from = bound(i, threads, tiles);
            int to = Math.min(length, bound(i + 1, threads, tiles));
            others.add(ForkJoinPool.commonPool().submit(() -> part.over(from, to)));
        }
        List<R> answers = new ArrayList<>();
        answers.add(part.over(0, Math.min(length, bound(1, threads, tiles))));
        others.forEach(other -> answers.add(other.join()));
        return answers;
    }

    private static int bound(int part, int parts, int tiles) {
        return (int) ((long) tiles * part / parts) * SIZE;
    }
}
