package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.AddKernel;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Add and ReLU in one pass each way. */
final class OneDnnAdd implements AddKernel {
    private final stream stream = Memories.stream();
    private final boolean relu;
    private final Shapes<Pass> passes = new Shapes<>(Pass::new);
    private final OneDnnReluGradient mask = new OneDnnReluGradient();

    OneDnnAdd(boolean relu) {
        this.relu = relu;
    }

    @Override
    public void forward(INDArray a, INDArray b, INDArray y) {
        Pass pass = passes.of(y.shape());
        Memories.point(pass.a, a);
        Memories.point(pass.b, b);
        Memories.point(pass.y, y);
        pass.forward.execute(stream);
    }

    @Override
    public void backward(INDArray y, INDArray dy, INDArray dx) {
        if (relu) {
            mask.of(y, dy, dx);
        } else {
            dx.assign(dy);
        }
    }

    private final class Pass {
        private final memory a;
        private final memory b;
        private final memory y;
        private final Elementwise forward;

        Pass(long[] shape) {
            memory.desc dense = Memories.nhwc(shape);
            a = Memories.unplaced(dense);
            b = Memories.unplaced(dense);
            y = Memories.unplaced(dense);
            Elementwise sum = new Elementwise(dense);
            forward = (relu ? sum.then(algorithm.eltwise_relu) : sum).compile(algorithm.binary_add, a, b, y);
        }
    }
}
