package io.bitgap.layer.kernel.onednn;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.Staircase;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The passes of a staircase for one shape. Passes are compiled when first used. */
final class StaircasePasses {
    final memory x;
    final memory y;
    final memory dy;
    final memory dx;
    final Elementwise forward;
    final Elementwise forwardShifted;
    private final memory.desc dense;
    private final long length;
    private final Scalar inputScale = new Scalar();
    private final Scalar shift = new Scalar();
    private final Scalar low = new Scalar();
    private final Scalar high = new Scalar();
    private final Scalar outputScale = new Scalar();
    private final Scalar from = new Scalar();
    private final Scalar to = new Scalar();
    private final Scalar slope = new Scalar();
    private final Elementwise[] masks = new Elementwise[4];
    private final Elementwise[] gradients = new Elementwise[4];
    private INDArray ones = Nd4j.empty(DataType.FLOAT);

    StaircasePasses(long[] shape) {
        dense = Memories.nhwc(shape);
        length = shape[0] * shape[3];
        x = Memories.unplaced(dense);
        y = Memories.unplaced(dense);
        dy = Memories.unplaced(dense);
        dx = Memories.unplaced(dense);
        forward = rounded(new Elementwise(dense));
        forwardShifted = rounded(new Elementwise(dense).then(algorithm.binary_add, shift.memory()));
    }

    private Elementwise rounded(Elementwise pass) {
        return pass.then(algorithm.binary_max, low.memory())
                .then(algorithm.binary_min, high.memory())
                .then(algorithm.eltwise_round)
                .then(algorithm.binary_mul, outputScale.memory())
                .compile(algorithm.binary_div, x, inputScale.memory(), y);
    }

    void set(Staircase map) {
        inputScale.set(map.inputScale());
        shift.set(map.shift());
        low.set(map.low());
        high.set(map.high());
        outputScale.set(map.outputScale());
        from.set(map.window().from());
        to.set(map.window().to());
        slope.set(map.slope());
    }

    /** dx = 1 where x lies below the window, else 0. */
    Elementwise below(GradientWindow window) {
        return mask(window.fromIncluded() ? algorithm.binary_lt : algorithm.binary_le, from, 0);
    }

    /** dx = 1 where x lies above the window, else 0. */
    Elementwise above(GradientWindow window) {
        return mask(window.toIncluded() ? algorithm.binary_gt : algorithm.binary_ge, to, 2);
    }

    private Elementwise mask(algorithm comparison, Scalar bound, int slot) {
        int at = slot + (comparison == algorithm.binary_lt || comparison == algorithm.binary_gt ? 0 : 1);
        if (masks[at] == null) {
            masks[at] = new Elementwise(dense).compile(comparison, x, bound.memory(), dx);
        }
        return masks[at];
    }

    /** dx = slope * dy where x is not above the window, else 0. */
    Elementwise upper(GradientWindow window) {
        int at = window.toIncluded() ? 0 : 1;
        if (gradients[at] == null) {
            gradients[at] = new Elementwise(dense)
                    .then(algorithm.binary_mul, dy)
                    .then(algorithm.binary_mul, slope.memory())
                    .compile(window.toIncluded() ? algorithm.binary_le : algorithm.binary_lt, x, to.memory(), dx);
        }
        return gradients[at];
    }

    /** dx = dx where x is not below the window, else 0. */
    Elementwise lower(GradientWindow window) {
        int at = window.fromIncluded() ? 2 : 3;
        if (gradients[at] == null) {
            gradients[at] = new Elementwise(dense)
                    .then(algorithm.binary_mul, dx)
                    .compile(window.fromIncluded() ? algorithm.binary_ge : algorithm.binary_gt, x, from.memory(), dx);
        }
        return gradients[at];
    }

    /** Sum of dy under a mask; the mask is left in dx. */
    double maskedSum(stream stream, Elementwise mask, INDArray maskArray, INDArray gradient) {
        mask.execute(stream);
        return OneDnnStaircase.dot(maskArray, gradient);
    }

    /** A vector of ones as long as the tensor. */
    INDArray ones() {
        if (ones.isEmpty()) {
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                ones = Nd4j.ones(DataType.FLOAT, length);
            }
        }
        return ones;
    }
}
