package io.bitgap.layer.kernel.onednn;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.tensor.OffHeap;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;

/**
 * Passes over a block that let a gradient through where x lies inside, above or below a {@link GradientWindow}.
 *
 * <p>Bounds are floats that belong to the window: an excluded one becomes its neighbour. x is inside where
 * min(max(x, from), to) = x.
 */
final class WindowPasses {
    private final stream stream = Memories.stream();
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

    /** @param length elements of the block */
    WindowPasses(long length) {
        memory.desc dense = Memories.nhwc(new long[] {1, 1, 1, length});
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

    void set(GradientWindow window, double factor) {
        float lower = (float) window.from();
        float upper = (float) window.to();
        from.set(window.fromIncluded() ? lower : Math.nextUp(lower));
        to.set(window.toIncluded() ? upper : Math.nextDown(upper));
        slope.set(factor);
    }

    /** Addresses of the block in each array. */
    void place(long input, long upstream, long gradient) {
        x.set_data_handle(new OffHeap.Address(input));
        dy.set_data_handle(new OffHeap.Address(upstream));
        dx.set_data_handle(new OffHeap.Address(gradient));
    }

    /** dx = slope * dy inside, else 0. */
    void inside() {
        between.execute(stream);
    }

    /** The same where nothing can be below. */
    void notAbove() {
        notAbove.execute(stream);
    }

    /** dx = dy above, else 0. */
    void above() {
        above.execute(stream);
    }

    /** dx = dy below, else 0. */
    void below() {
        below.execute(stream);
    }
}
