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
    private final Shapes<Passes> passes = new Shapes<>(Passes::new);

    OneDnnAdd(boolean relu) {
        this.relu = relu;
    }

    @Override
    public void forward(INDArray a, INDArray b, INDArray y) {
        Passes pass = passes.of(y.shape());
        Memories.point(pass.a, a);
        Memories.point(pass.b, b);
        Memories.point(pass.y, y);
        pass.forward.execute(stream);
    }

    @Override
    public void backward(INDArray y, INDArray dy, INDArray dx) {
        if (!relu) {
            dx.assign(dy);
            return;
        }
        Passes pass = passes.of(y.shape());
        Memories.point(pass.a, y);
        Memories.point(pass.b, dy);
        Memories.point(pass.y, dx);
        pass.backward.execute(stream);
    }

    private final class Passes {
        private final memory a;
        private final memory b;
        private final memory y;
        private final Scalar zero = new Scalar();
        private final Elementwise forward;
        private final Elementwise backward;

        Passes(long[] shape) {
            memory.desc dense = Memories.nhwc(shape);
            a = Memories.unplaced(dense);
            b = Memories.unplaced(dense);
            y = Memories.unplaced(dense);
            zero.set(0);
            Elementwise sum = new Elementwise(dense);
            forward = (relu ? sum.then(algorithm.eltwise_relu) : sum).compile(algorithm.binary_add, a, b, y);
            // (y > 0) * dy
            backward = new Elementwise(dense)
                    .then(algorithm.binary_mul, b)
                    .compile(algorithm.binary_gt, a, zero.memory(), y);
        }
    }
}
