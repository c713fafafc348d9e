package io.bitgap.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** y = a + b, with an optional ReLU after it. */
public interface AddKernel {
    void forward(INDArray a, INDArray b, INDArray y);

    /** The gradient of both summands. */
    void backward(INDArray y, INDArray dy, INDArray dx);
}
