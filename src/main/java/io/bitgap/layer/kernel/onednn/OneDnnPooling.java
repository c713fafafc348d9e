package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.PoolingForm;
import io.bitgap.layer.kernel.PoolingKernel;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * oneDNN's pooling. On 32 images of 112x112 and 64 channels libnd4j's gradient of max pooling takes longer than the rest of
 * a network's step.
 */
final class OneDnnPooling implements PoolingKernel {
    private final stream stream = Memories.stream();
    private final Shapes<PoolingPrimitives> primitives;

    OneDnnPooling(PoolingForm form) {
        primitives = new Shapes<>(shape -> new PoolingPrimitives(shape, form));
    }

    @Override
    public void forward(INDArray x, INDArray y) {
        primitives.of(x.shape()).forward(stream, x, y);
    }

    @Override
    public void backward(INDArray x, INDArray dy, INDArray dx) {
        primitives.of(x.shape()).backward(stream, dy, dx);
    }
}
