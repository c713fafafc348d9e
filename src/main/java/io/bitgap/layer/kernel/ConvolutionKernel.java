package io.bitgap.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A 2-D convolution without bias. Weights are [out, in, kernelH, kernelW]. */
public interface ConvolutionKernel {
    /** y = x * w; y is [batch, outputH, outputW, out] and overwritten. */
    void forward(INDArray x, INDArray w, INDArray y);

    /** dx = dL/dx; overwritten. */
    void backwardData(INDArray w, INDArray dy, INDArray dx);

    /** dw = dL/dw, shaped as the weights; overwritten. */
    void backwardWeights(INDArray x, INDArray dy, INDArray dw);
}
