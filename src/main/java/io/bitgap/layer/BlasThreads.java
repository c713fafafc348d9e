package io.bitgap.layer;

import io.bitgap.layer.kernel.Kernels;

/** How many threads OpenBLAS should have. */
public final class BlasThreads {
    private BlasThreads() {}

    /**
     * One where oneDNN computes: what is left to OpenBLAS then is small or was split already, and its idle threads would spin
     * on the cores that oneDNN's need. Otherwise it multiplies the matrices of the convolutions.
     *
     * @param threads how many a run has
     */
    public static int of(int threads) {
        return Kernels.current() == Kernels.onednn() ? 1 : threads;
    }
}
