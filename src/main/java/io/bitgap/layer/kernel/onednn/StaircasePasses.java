package io.bitgap.layer.kernel.onednn;

import io.bitgap.quantizer.Staircase;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;

/** The passes of a staircase for one shape. Passes are compiled when first used. */
final class StaircasePasses {
    final memory x;
    final memory y;
    final Elementwise forward;
    final Elementwise forwardShifted;
    final Elementwise forwardOffset;
    private final memory.desc dense;
    private final Scalar inputScale = new Scalar();
    private final Scalar shift = new Scalar();
    private final Scalar low = new Scalar();
    private final Scalar high = new Scalar();
    private final Scalar outputScale = new Scalar();
    private final Scalar outputOffset = new Scalar();

    StaircasePasses(long[] shape) {
        dense = Memories.nhwc(shape);
        x = Memories.unplaced(dense);
        y = Memories.unplaced(dense);
        forward = compiled(rounded(new Elementwise(dense)));
        forwardShifted = compiled(rounded(shifted()));
        forwardOffset = compiled(rounded(shifted()).then(algorithm.binary_add, outputOffset.memory()));
    }

    private Elementwise shifted() {
        return new Elementwise(dense).then(algorithm.binary_add, shift.memory());
    }

    private Elementwise rounded(Elementwise pass) {
        return pass.then(algorithm.binary_max, low.memory())
                .then(algorithm.binary_min, high.memory())
                .then(algorithm.eltwise_round)
                .then(algorithm.binary_mul, outputScale.memory());
    }

    private Elementwise compiled(Elementwise pass) {
        return pass.compile(algorithm.binary_div, x, inputScale.memory(), y);
    }

    void set(Staircase map) {
        inputScale.set(map.inputScale());
        shift.set(map.shift());
        low.set(map.low());
        high.set(map.high());
        outputScale.set(map.outputScale());
        outputOffset.set(map.outputOffset());
    }
}
