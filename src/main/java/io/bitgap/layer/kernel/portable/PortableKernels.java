package io.bitgap.layer.kernel.portable;

import io.bitgap.layer.kernel.AddKernel;
import io.bitgap.layer.kernel.BatchNormKernel;
import io.bitgap.layer.kernel.ConvolutionForm;
import io.bitgap.layer.kernel.ConvolutionKernel;
import io.bitgap.layer.kernel.Kernels;
import io.bitgap.layer.kernel.PoolingForm;
import io.bitgap.layer.kernel.PoolingKernel;
import io.bitgap.layer.kernel.ReluGradient;
import io.bitgap.layer.kernel.StaircaseKernel;

/** ND4J operations only. */
public enum PortableKernels implements Kernels {
    INSTANCE;

    @Override
    public ConvolutionKernel convolution(ConvolutionForm form) {
        return new PortableConvolution(form);
    }

    @Override
    public BatchNormKernel batchNorm(double epsilon, boolean relu) {
        return new PortableBatchNorm(epsilon, relu);
    }

    @Override
    public AddKernel add(boolean relu) {
        return new PortableAdd(relu);
    }

    @Override
    public ReluGradient reluGradient() {
        return new PortableReluGradient();
    }

    @Override
    public PoolingKernel pooling(PoolingForm form) {
        return new PortablePooling(form);
    }

    @Override
    public StaircaseKernel staircase() {
        return new PortableStaircase();
    }
}
