package io.bitgap.layer.kernel.onednn;

import io.bitgap.quantizer.GradientWindow;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Passes that let a gradient through where x lies inside, above or below a {@link GradientWindow}, for one shape.
 *
 * <p>Bounds are floats that belong to the window: an excluded one becomes its neighbour. x is inside where
 * min(max(x, from), to) = x.
 */
final class WindowPasses {
    private final memory x;
    private final memory dy;
    private final memory dx;
    private final Scalar from = new Scalar();
    private final Scalar to = new Scalar();
    private final Scalar slope = new Scalar();
    private final Elementwise notAbove;
    private final Elementwise between;
    private final Elementwise above;
    private final Elementwise below;
    private boolean twoSided;

    WindowPasses(long[] shape) {
        memory.desc dense = Memories.nhwc(shape);
        x = Memories.unplaced(dense);
        dy = Memories.unplaced(dense);
        dx = Memories.unplaced(dense);
        notAbove = new Elementwise(dense)
                .then(algorithm.binary_mul, dy)
                .then(algorithm.binary_mul, slope.memory())
                .compile(algorithm.binary_le, x, to.memory(), dx);
        between = new Elementwise(dense)
                .then(algorithm.binary_min, to.memory())
                .then(algorithm.binary_eq, x)
                .then(algorithm.binary_mul, dy)
                .then(algorithm.binary_mul, slope.memory())
                .compile(algorithm.binary_max, x, from.memory(), dx);
        above = new Elementwise(dense).then(algorithm.binary_mul, dy).compile(algorithm.binary_gt, x, to.memory(), dx);
        below = new Elementwise(dense)
                .then(algorithm.binary_mul, dy)
                .compile(algorithm.binary_lt, x, from.memory(), dx);
    }

    /**
     * @param nonNegative whether x came from a ReLU, so that a window from 0 needs no lower test: nothing is below it, and
     *     whether 0 itself passes does not matter, because the ReLU's own gradient is 0 there
     */
    void set(GradientWindow window, boolean nonNegative, double factor) {
        slope.set(factor);
        float lower = (float) window.from();
        float upper = (float) window.to();
        from.set(window.fromIncluded() ? lower : Math.nextUp(lower));
        to.set(window.toIncluded() ? upper : Math.nextDown(upper));
        twoSided = window.from() != Double.NEGATIVE_INFINITY && !(nonNegative && window.from() <= 0);
    }

    void point(INDArray input, INDArray upstream, INDArray gradient) {
        Memories.point(x, input);
        Memories.point(dy, upstream);
        Memories.point(dx, gradient);
    }

    /** Whether anything may lie below. */
    boolean twoSided() {
        return twoSided;
    }

    /** dx = slope * dy inside, else 0. */
    void inside(stream stream) {
        (twoSided ? between : notAbove).execute(stream);
    }

    /** Sum of dy above; overwrites dx. */
    double sumAbove(stream stream, INDArray gradient) {
        above.execute(stream);
        return Reductions.totals(gradient.length(), List.of(Reductions.sum(gradient)))[0];
    }

    /** Sum of dy below; overwrites dx. */
    double sumBelow(stream stream, INDArray gradient) {
        if (!twoSided) {
            return 0;
        }
        below.execute(stream);
        return Reductions.totals(gradient.length(), List.of(Reductions.sum(gradient)))[0];
    }
}
