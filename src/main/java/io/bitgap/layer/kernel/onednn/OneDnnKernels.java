package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.AddKernel;
import io.bitgap.layer.kernel.BatchNormKernel;
import io.bitgap.layer.kernel.ConvolutionForm;
import io.bitgap.layer.kernel.ConvolutionKernel;
import io.bitgap.layer.kernel.Kernels;
import io.bitgap.layer.kernel.PoolingForm;
import io.bitgap.layer.kernel.PoolingKernel;
import io.bitgap.layer.kernel.ReluGradient;
import io.bitgap.layer.kernel.StaircaseKernel;
import org.bytedeco.openblas.global.openblas;

/** Kernels on oneDNN 3. */
public enum OneDnnKernels implements Kernels {
    INSTANCE;

    /**
     * Loads the native library. OpenBLAS works on the calling thread alone from then on: its idle threads spin and would take
     * the cores from those of oneDNN, and what a step asks of it is small or split by {@link Reductions}.
     *
     * @throws LinkageError when it is not there for this platform
     */
    public static void load() {
        Memories.engine();
        openblas.blas_set_num_threads(1);
    }

    @Override
    public ConvolutionKernel convolution(ConvolutionForm form) {
        return new OneDnnConvolution(form);
    }

    @Override
    public BatchNormKernel batchNorm(double epsilon, boolean relu) {
        return new OneDnnBatchNorm((float) epsilon, relu);
    }

    @Override
    public AddKernel add(boolean relu) {
        return new OneDnnAdd(relu);
    }

    @Override
    public ReluGradient reluGradient() {
        return new OneDnnReluGradient();
    }

    @Override
    public PoolingKernel pooling(PoolingForm form) {
        return new OneDnnPooling(form);
    }

    @Override
    public StaircaseKernel staircase() {
        return new OneDnnStaircase();
    }
}
