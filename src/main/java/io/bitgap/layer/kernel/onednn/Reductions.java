package io.bitgap.layer.kernel.onednn;

import io.bitgap.quantizer.tensor.OffHeap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.DoubleBinaryOperator;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Sums over long arrays. oneDNN's own reduction runs reference code for such shapes, a hundred times slower; here every core
 * takes some blocks of the array to BLAS. The blocks have a fixed size and their totals are added up in the order of the
 * blocks, so the bits are the same on any number of cores.
 */
final class Reductions {
    /** Floats of a block: several arrays' blocks fit a core's second-level cache. */
    static final int BLOCK = 32_768;

    /** Floats that are added up in single precision; their sums are added up in double. */
    private static final int ROW = 8192;

    /**
     * From 256 values on OpenBLAS takes those in front of the next multiple of 64 bytes by themselves when it adds up magnitudes: the
     * sum would depend on where the array happens to lie, and a run that was resumed would not come to the bits of one that was not.
     */
    private static final int UNALIGNED_ROW = 248;

    private static final FloatPointer ONES = ones();

    private Reductions() {}

    private static FloatPointer ones() {
        FloatPointer ones = new FloatPointer(ROW);
        for (int i = 0; i < ROW; i++) {
            ones.put(i, 1);
        }
        return ones;
    }

    /** What is done with a block of an array. */
    @FunctionalInterface
    interface Work {
        /**
         * Works through one block.
         *
         * @param core the number of the core that does it, from 0
         * @param from its first element
         * @param length its elements, at most {@link #BLOCK}
         * @return what was added up
         */
        double[] over(int core, int from, int length);
    }

    /** The sums over all blocks, worked through by as many cores as ND4J uses for this thread. */
    static double[] totals(long length, Work work) {
        return combined(length, work, Double::sum);
    }

    private static double[] combined(long length, Work work, DoubleBinaryOperator both) {
        double[][] blocks = blocks(Math.toIntExact(length), work);
        double[] totals = blocks[0];
        for (int block = 1; block < blocks.length; block++) {
            for (int i = 0; i < totals.length; i++) {
                totals[i] = both.applyAsDouble(totals[i], blocks[block][i]);
            }
        }
        return totals;
    }

    private static double[][] blocks(int length, Work work) {
        double[][] results = new double[(length + BLOCK - 1) / BLOCK][];
        int cores = cores(length);
        List<ForkJoinTask<?>> others = new ArrayList<>();
        try {
            for (int core = 1; core < cores; core++) {
                int number = core;
                others.add(ForkJoinPool.commonPool().submit(() -> share(number, cores, length, work, results)));
            }
            share(0, cores, length, work, results);
        } finally {
            // whatever has happened: as soon as this returns, the memory that they write to may be given to somebody
            // else
            others.forEach(ForkJoinTask::quietlyJoin);
        }
        others.forEach(ForkJoinTask::join);
        return results;
    }

    /** How many cores share an array of that length. */
    static int cores(long length) {
        long blocks = (length + BLOCK - 1) / BLOCK;
        return (int) Math.max(1, Math.min(openMp().ompGetMaxThreads(), blocks));
    }

    /** A core's consecutive blocks; primitives that are called within them run on this core alone. */
    private static void share(int core, int cores, int length, Work work, double[][] results) {
        int threads = openMp().ompGetMaxThreads();
        openMp().setOmpNumThreads(1);
        try {
            int end = bound(core + 1, cores, results.length);
            for (int block = bound(core, cores, results.length); block < end; block++) {
                int from = block * BLOCK;
                results[block] = work.over(core, from, Math.min(BLOCK, length - from));
            }
        } finally {
            openMp().setOmpNumThreads(threads);
        }
    }

    private static int bound(int core, int cores, int blocks) {
        return (int) ((long) blocks * core / cores);
    }

    private static NativeOps openMp() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** Sum of a block; BLAS has none, but it has a product with ones. */
    static double sum(long address, int length) {
        double sum = 0;
        for (int at = 0; at < length; at += ROW) {
            sum += openblas.cblas_sdot(Math.min(ROW, length - at), floats(address, at), 1, ONES, 1);
        }
        return sum;
    }

    /** Sum of a*b over a block. */
    static double dot(long a, long b, int length) {
        return openblas.cblas_sdot(length, floats(a, 0), 1, floats(b, 0), 1);
    }

    static double sumAbs(INDArray x) {
        long address = OffHeap.address(x);
        return totals(x.length(), (core, from, length) -> new double[] {sumAbs(address, from, length)})[0];
    }

    private static double sumAbs(long address, int from, int length) {
        double sum = 0;
        for (int at = 0; at < length; at += UNALIGNED_ROW) {
            sum += openblas.cblas_sasum(Math.min(UNALIGNED_ROW, length - at), floats(address, from + at), 1);
        }
        return sum;
    }

    /** NaN if any element is: the search for the largest passes over it, a sum does not. */
    static double maxAbs(INDArray x) {
        long address = OffHeap.address(x);
        Work largest = (core, from, length) -> {
            FloatPointer values = floats(address, from);
            double max = Math.abs(values.get(openblas.cblas_isamax(length, values, 1)));
            return new double[] {Double.isNaN(sumAbs(address, from, length)) ? Double.NaN : max};
        };
        return combined(x.length(), largest, Math::max)[0];
    }

    private static FloatPointer floats(long address, int from) {
        return new FloatPointer(new OffHeap.Address(address + (long) Float.BYTES * from));
    }
}
