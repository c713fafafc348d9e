package io.bitgap.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The backward pass of a ReLU that was computed together with something else. */
public interface ReluGradient {
    /**
     * dx = dy where y is above 0, else 0; all three are dense and of one shape.
     *
     * @param y what the ReLU returned
     */
    void of(INDArray y, INDArray dy, INDArray dx);
}
