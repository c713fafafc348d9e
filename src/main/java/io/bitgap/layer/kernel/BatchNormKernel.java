package io.bitgap.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalization over the last axis, with an optional ReLU after it: y = scale * (x - mean) / sqrt(variance +
 * epsilon) + shift. All vectors have one entry a channel.
 */
public interface BatchNormKernel {
    /** Normalizes with the batch's own mean and (biased) variance, which are written to {@code mean, variance}. */
    void forwardTraining(INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y);

    /** Normalizes with the given mean and variance, for a {@link #backwardFrozen} to follow. */
    void forwardFrozen(INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y);

    /** Normalizes with the given mean and variance, for good. */
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

    /**
     * Gradients where mean and variance are constants: with g = dy behind the ReLU and d = sqrt(variance + epsilon), dx =
     * g * scale / d, dScale = sum of g * (x - mean) / d, dShift = sum of g. Must follow {@link #forwardFrozen} on the same
     * x. Worked number: scale 3, variance 4, epsilon 0, mean 1; x = 5 and g = 2 give dx = 3, dScale = 4, dShift = 2.
     *
     * @param y what the forward pass returned
     */
    void backwardFrozen(
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
