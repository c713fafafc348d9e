package io.bitgap.training;

import io.bitgap.layer.BlasThreads;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Sets the number of native threads that the numeric libraries use for the calling thread. With the same number the same work
 * gives the same bits, whatever else the process trains meanwhile. With another number it does not: oneDNN splits the sums of batch
 * norm (mean, variance, gradients of scale and shift) and some weight gradients into as many parts as there are threads, and so
 * does OpenBLAS a few. Convolutions forward, gradients of activations, pooling, quantizers and their sums do not depend on it.
 */
public final class NativeThreadCount {
    private NativeThreadCount() {}

    /**
     * Sets it, for the CPU backend. OpenMP (oneDNN, ND4J's operations, and our own loops, which ask it) keeps the number for
     * each thread that calls; ND4J's upper bound and OpenBLAS have one for the whole process, so that runs that train at
     * the same time must agree.
     */
    public static void use(int threads) {
        Nd4j.factory().blas().setMaxThreads(BlasThreads.of(threads));
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }

    /** Of the calling thread. */
    public static int current() {
        Nd4j.factory(); // loads what the holder needs
        return NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
    }
}
