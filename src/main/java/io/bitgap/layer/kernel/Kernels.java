package io.bitgap.layer.kernel;

import io.bitgap.layer.kernel.onednn.OneDnnKernels;
import io.bitgap.layer.kernel.portable.PortableKernels;

/**
 * Makes the kernels of a layer. A kernel belongs to one layer and one thread at a time: it keeps what it prepared for the
 * shapes it has seen. All arrays are FLOAT, order c, activations [batch, height, width, channels].
 */
public interface Kernels {
    /** Chooses the kernels: {@code auto} (default), {@code onednn} or {@code portable}. */
    String PROPERTY = "bitgap.kernels";

    ConvolutionKernel convolution(ConvolutionForm form);

    /**
     * @param epsilon what is added to the variance
     * @param relu whether max(y, 0) follows
     */
    BatchNormKernel batchNorm(double epsilon, boolean relu);

    /** @param relu whether max(y, 0) follows */
    AddKernel add(boolean relu);

    ReluGradient reluGradient();

    PoolingKernel pooling(PoolingForm form);

    StaircaseKernel staircase();

    /** The kernels of this process: oneDNN on the CPU backend if its library loads, else the portable ones. */
    static Kernels current() {
        return ChosenKernels.forProperty(System.getProperty(PROPERTY, "auto"));
    }

    static Kernels onednn() {
        return OneDnnKernels.INSTANCE;
    }

    static Kernels portable() {
        return PortableKernels.INSTANCE;
    }
}
