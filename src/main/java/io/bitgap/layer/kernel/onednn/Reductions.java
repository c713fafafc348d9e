package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.OffHeap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * One number from a long array. oneDNN's own reduction runs reference code for such shapes, a hundred times slower; here
 * every core takes a part of the array to BLAS. The parts are the same whenever the thread count is, so the bits are, too.
 */
final class Reductions {
    /** Floats that are added up in single precision; their sums are added up in double. */
    private static final int ROW = 2048;

    /** Below so many rows, waking another thread costs more than it saves. */
    private static final int LEAST_ROWS = 16;

    private static final FloatPointer ONES = ones();

    private Reductions() {}

    /** Something asked of {@code length} elements from an address on. */
    @FunctionalInterface
    private interface Part {
        double over(int from, int length);
    }

    private static FloatPointer ones() {
        FloatPointer ones = new FloatPointer(ROW);
        for (int i = 0; i < ROW; i++) {
            ones.put(i, 1);
        }
        return ones;
    }

    static double sum(INDArray x) {
        long address = OffHeap.address(x);
        return parts(x, (from, length) -> sum(address, from, length)).sum();
    }

    private static double sum(long address, int from, int length) {
        int rows = length / ROW;
        int rest = length - rows * ROW;
        double sum = rest == 0 ? 0 : openblas.cblas_sdot(rest, at(address, from + rows * ROW), 1, ONES, 1);
        if (rows > 0) {
            float[] sums = new float[rows];
            try (FloatPointer each = new FloatPointer(rows)) {
                each.zero();
                openblas.cblas_sgemv(
                        openblas.CblasRowMajor,
                        openblas.CblasNoTrans,
                        rows,
                        ROW,
                        1,
                        at(address, from),
                        ROW,
                        ONES,
                        1,
                        0,
                        each,
                        1);
                each.get(sums);
            }
            for (float row : sums) {
                sum += row;
            }
        }
        return sum;
    }

    /** Sum of a*b. */
    static double dot(INDArray a, INDArray b) {
        long first = OffHeap.address(a);
        long second = OffHeap.address(b);
        return parts(a, (from, length) -> openblas.cblas_sdot(length, at(first, from), 1, at(second, from), 1))
                .sum();
    }

    static double sumAbs(INDArray x) {
        long address = OffHeap.address(x);
        return parts(x, (from, length) -> openblas.cblas_sasum(length, at(address, from), 1))
                .sum();
    }

    static double maxAbs(INDArray x) {
        long address = OffHeap.address(x);
        return parts(x, (from, length) -> {
                    FloatPointer values = at(address, from);
                    return Math.abs(values.get(openblas.cblas_isamax(length, values, 1)));
                })
                .max()
                .orElse(0);
    }

    private static FloatPointer at(long address, int from) {
        return new FloatPointer(new OffHeap.Address(address + (long) Float.BYTES * from));
    }

    /** The answers of as many threads as ND4J uses. */
    private static DoubleStream parts(INDArray x, Part part) {
        int length = Math.toIntExact(x.length());
        int rows = (length + ROW - 1) / ROW;
        int threads = Math.max(
                1, Math.min(NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads(), rows / LEAST_ROWS));
        List<ForkJoinTask<Double>> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            int from = bound(i, threads, rows);
            int to = Math.min(length, bound(i + 1, threads, rows));
            others.add(ForkJoinPool.commonPool().submit(() -> part.over(from, to - from)));
        }
        double own = part.over(0, Math.min(length, bound(1, threads, rows)));
        return DoubleStream.concat(DoubleStream.of(own), others.stream().mapToDouble(ForkJoinTask::join));
    }

    private static int bound(int part, int parts, int rows) {
        return (int) ((long) rows * part / parts) * ROW;
    }
}
