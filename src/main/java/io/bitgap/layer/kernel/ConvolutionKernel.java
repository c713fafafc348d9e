package io.bitgap.layer.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A 2-D convolution, with a bias and a ReLU if its form has them. Weights are [out, in, kernelH, kernelW]; the bias and its
 * gradient are null in a form without.
 */
public interface ConvolutionKernel {
    /** y = relu(x * w + b); y is [batch, outputH, outputW, out] and overwritten. */
    void forward(INDArray x, INDArray w, @Nullable INDArray b, INDArray y);

    /**
     * dx = dL/dx; overwritten.
     *
     * @param dy gradient of x * w + b: the ReLU's is already in it, see {@link ReluGradient}
     */
    void backwardData(INDArray w, INDArray dy, INDArray dx);

    /**
     * dw = dL/dw, shaped as the weights, and db = dL/db; overwritten.
     *
     * @param dy as in {@link #backwardData}
     */
    void backwardWeights(INDArray x, INDArray dy, INDArray dw, @Nullable INDArray db);
}
