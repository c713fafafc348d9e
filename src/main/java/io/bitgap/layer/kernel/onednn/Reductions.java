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
 * takes a part of the array, block by block, to BLAS. The parts are the same whenever the thread count is, so the bits are,
 * too.
 */
final class Reductions {
    /** Floats of a block: several arrays' blocks fit a core's second-level cache. */
    static final int BLOCK = 32_768;

    /** Floats that are added up in single precision; their sums are added up in double. */
    private static final int ROW = 8192;

    private static final FloatPointer ONES = ones();

    private Reductions() {}

    private static FloatPointer ones() {
        FloatPointer ones = new FloatPointer(ROW);
        for (int i = 0; i < ROW; i++) {
            ones.put(i, 1);
        }
        return ones;
    }

    /** A core's share of an array. */
    @FunctionalInterface
    interface Share {
        /**
         * Works through elements from..to-1 in {@link #BLOCK}s.
         *
         * @param core its number, from 0
         * @return what was added up
         */
        double[] over(int core, int from, int to);
    }

    /** The sums of the shares of as many cores as ND4J uses for this thread. */
    static double[] totals(long length, Share share) {
        return combined(length, share, Double::sum);
    }

    private static double[] combined(long length, Share share, DoubleBinaryOperator both) {
        int end = Math.toIntExact(length);
        int blocks = (end + BLOCK - 1) / BLOCK;
        int cores = cores(length);
        List<ForkJoinTask<double[]>> others = new ArrayList<>();
        for (int core = 1; core < cores; core++) {
            int number = core;
            int from = bound(core, cores, blocks);
            int to = Math.min(end, bound(core + 1, cores, blocks));
            others.add(ForkJoinPool.commonPool().submit(() -> alone(share, number, from, to)));
        }
        double[] totals = alone(share, 0, 0, Math.min(end, bound(1, cores, blocks)));
        for (ForkJoinTask<double[]> other : others) {
            double[] part = other.join();
            for (int i = 0; i < totals.length; i++) {
                totals[i] = both.applyAsDouble(totals[i], part[i]);
            }
        }
        return totals;
    }

    /** How many cores share an array of that length. */
    static int cores(long length) {
        long blocks = (length + BLOCK - 1) / BLOCK;
        return (int) Math.max(1, Math.min(openMp().ompGetMaxThreads(), blocks));
    }

    private static int bound(int core, int cores, int blocks) {
        return (int) ((long) blocks * core / cores) * BLOCK;
    }

    /** Primitives that are called within a share run on its core alone. */
    private static double[] alone(Share share, int core, int from, int to) {
        int threads = openMp().ompGetMaxThreads();
        openMp().setOmpNumThreads(1);
        try {
            return share.over(core, from, to);
        } finally {
            openMp().setOmpNumThreads(threads);
        }
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
        return totals(x.length(), (core, from, to) -> {
            double sum = 0;
            for (int at = from; at < to; at += ROW) {
                sum += openblas.cblas_sasum(Math.min(ROW, to - at), floats(address, at), 1);
            }
            return new double[] {sum};
        })[0];
    }

    static double maxAbs(INDArray x) {
        long address = OffHeap.address(x);
        Share largest = (core, from, to) -> {
            FloatPointer values = floats(address, from);
            return new double[] {Math.abs(values.get(openblas.cblas_isamax(to - from, values, 1)))};
        };
        return combined(x.length(), largest, Math::max)[0];
    }

    private static FloatPointer floats(long address, int from) {
        return new FloatPointer(new OffHeap.Address(address + (long) Float.BYTES * from));
    }
}
