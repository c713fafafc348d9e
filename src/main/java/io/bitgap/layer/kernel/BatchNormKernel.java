package io.bitgap.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalization over the last axis, with an optional ReLU after it: y = scale * (x - mean) / sqrt(variance +
 * epsilon) + shift. All vectors have one entry a channel.
 */
public interface BatchNormKernel {
    /** Normalizes with the batch's own mean and (biased) variance, which are written to {@code mean, variance}. */
    void forwardTraining(INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y);

    /** Normalizes with the given mean and variance. */
    void forwardInference(INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y);

    /**
     * Gradients of the training form; must follow {@link #forwardTraining} on the same x.
     *
     * @param y what the forward pass returned
     */
    void backward(
            INDArray x,
            INDArray y,
            INDArray scale,
            INDArray mean,
            INDArray variance,
            INDArray dy,
            INDArray dx,
            INDArray dScale,
            INDArray dShift);
}
