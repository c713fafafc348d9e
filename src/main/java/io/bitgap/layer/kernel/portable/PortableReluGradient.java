package io.bitgap.layer.kernel.portable;

import io.bitgap.layer.kernel.ReluGradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/** (y > 0) * dy. */
record PortableReluGradient() implements ReluGradient {
    @Override
    public void of(INDArray y, INDArray dy, INDArray dx) {
        dx.assign(dy.mul(y.gt(0).castTo(y.dataType())));
    }
}
