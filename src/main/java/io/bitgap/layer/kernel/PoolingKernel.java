package io.bitgap.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Pooling over windows of [batch, height, width, channels], each channel for itself. */
public interface PoolingKernel {
    void forward(INDArray x, INDArray y);

    /**
     * dx: every output's gradient goes to the largest value of its window (the first of equals), or in equal parts to all.
     * Must follow {@link #forward} on the same x.
     */
    void backward(INDArray x, INDArray dy, INDArray dx);
}
