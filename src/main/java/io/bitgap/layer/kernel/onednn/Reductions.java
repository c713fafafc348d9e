package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.OffHeap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.DoubleBinaryOperator;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Sums over long arrays. oneDNN's own reduction runs reference code for such shapes, a hundred times slower; here every core
 * takes a part of the arrays to BLAS, in blocks that fit its cache, so that several sums over the same array read it once. The
 * parts are the same whenever the thread count is, so the bits are, too.
 */
final class Reductions {
    /** Floats that are added up in single precision; their sums are added up in double. */
    private static final int ROW = 2048;

    private static final int BLOCK = 16 * ROW;

    private static final FloatPointer ONES = ones();

    private Reductions() {}

    /** Something added up over {@code length} elements from an element on. */
    @FunctionalInterface
    interface Term {
        double over(int from, int length);
    }

    private static FloatPointer ones() {
        FloatPointer ones = new FloatPointer(ROW);
        for (int i = 0; i < ROW; i++) {
            ones.put(i, 1);
        }
        return ones;
    }

    /** Each term over elements 0..length-1, in their order. */
    static double[] totals(long length, List<Term> terms) {
        return totals(length, terms, Double::sum);
    }

    private static double[] totals(long length, List<Term> terms, DoubleBinaryOperator combined) {
        int end = Math.toIntExact(length);
        int blocks = (end + BLOCK - 1) / BLOCK;
        int threads = Math.max(
                1, Math.min(NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads(), blocks));
        List<ForkJoinTask<double[]>> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            int from = bound(i, threads, blocks);
            int to = Math.min(end, bound(i + 1, threads, blocks));
            others.add(ForkJoinPool.commonPool().submit(() -> part(from, to, terms, combined)));
        }
        double[] totals = part(0, Math.min(end, bound(1, threads, blocks)), terms, combined);
        for (ForkJoinTask<double[]> other : others) {
            double[] part = other.join();
            for (int t = 0; t < totals.length; t++) {
                totals[t] = combined.applyAsDouble(totals[t], part[t]);
            }
        }
        return totals;
    }

    private static int bound(int part, int parts, int blocks) {
        return (int) ((long) blocks * part / parts) * BLOCK;
    }

    private static double[] part(int from, int to, List<Term> terms, DoubleBinaryOperator combined) {
        double[] sums = new double[terms.size()];
        for (int at = from; at < to; at += BLOCK) {
            for (int t = 0; t < sums.length; t++) {
                sums[t] = combined.applyAsDouble(sums[t], terms.get(t).over(at, Math.min(BLOCK, to - at)));
            }
        }
        return sums;
    }

    static Term sum(INDArray x) {
        long address = OffHeap.address(x);
        return (from, length) -> {
            int rows = length / ROW;
            int rest = length - rows * ROW;
            double sum = rest == 0 ? 0 : openblas.cblas_sdot(rest, at(address, from + rows * ROW), 1, ONES, 1);
            return rows == 0 ? sum : sum + rows(at(address, from), rows);
        };
    }

    private static double rows(FloatPointer x, int rows) {
        double sum = 0;
        try (FloatPointer sums = new FloatPointer(rows)) {
            sums.zero();
            openblas.cblas_sgemv(
                    openblas.CblasRowMajor, openblas.CblasNoTrans, rows, ROW, 1, x, ROW, ONES, 1, 0, sums, 1);
            for (int i = 0; i < rows; i++) {
                sum += sums.get(i);
            }
        }
        return sum;
    }

    /** Sum of a*b. */
    static Term dot(INDArray a, INDArray b) {
        long first = OffHeap.address(a);
        long second = OffHeap.address(b);
        return (from, length) -> openblas.cblas_sdot(length, at(first, from), 1, at(second, from), 1);
    }

    static double sumAbs(INDArray x) {
        long address = OffHeap.address(x);
        return totals(x.length(), List.of((from, length) -> openblas.cblas_sasum(length, at(address, from), 1)))[0];
    }

    static double maxAbs(INDArray x) {
        long address = OffHeap.address(x);
        Term largest = (from, length) -> {
            FloatPointer values = at(address, from);
            return Math.abs(values.get(openblas.cblas_isamax(length, values, 1)));
        };
        return totals(x.length(), List.of(largest), Math::max)[0];
    }

    private static FloatPointer at(long address, int from) {
        return new FloatPointer(new OffHeap.Address(address + (long) Float.BYTES * from));
    }
}
