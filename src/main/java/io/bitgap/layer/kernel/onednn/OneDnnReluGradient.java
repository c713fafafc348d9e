package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.ReluGradient;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** (y > 0) * dy in one pass. */
final class OneDnnReluGradient implements ReluGradient {
    private final stream stream = Memories.stream();
    private final Shapes<Pass> passes = new Shapes<>(Pass::new);

    @Override
    public void of(INDArray y, INDArray dy, INDArray dx) {
        Pass pass = passes.of(Memories.image(y));
        Memories.point(pass.y, y);
        Memories.point(pass.dy, dy);
        Memories.point(pass.dx, dx);
        pass.mask.execute(stream);
    }

    private static final class Pass {
        private final memory y;
        private final memory dy;
        private final memory dx;
        private final Elementwise mask;

        Pass(long[] shape) {
            memory.desc dense = Memories.nhwc(shape);
            y = Memories.unplaced(dense);
            dy = Memories.unplaced(dense);
            dx = Memories.unplaced(dense);
            Scalar zero = new Scalar();
            zero.set(0);
            mask = new Elementwise(dense)
                    .then(algorithm.binary_mul, dy)
                    .compile(algorithm.binary_gt, y, zero.memory(), dx);
        }
    }
}
