package io.bitgap.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.Objects;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The primitives of a batch norm for one input shape, in one of its forms. The workspace remembers between forward and
 * backward which outputs the ReLU cut off.
 */
final class BatchNormPrimitives {
    enum Form {
        /** With the batch's own mean and variance, which come out. */
        TRAINING,
        /** With a mean and a variance that go in, and a backward pass. */
        FROZEN,
        /** The same without a backward pass. */
        INFERENCE
    }

    private final batch_normalization_forward forward;
    private final @Nullable batch_normalization_backward backward; // the inference form has none
    private final memory x;
    private final memory y;
    private final memory dx;
    private final memory dy;
    private final memory mean;
    private final memory variance;
    private final memory scale;
    private final memory shift;
    private final memory dScale;
    private final memory dShift;
    private final IntMemoryMap forwardArguments = new IntMemoryMap();
    private final IntMemoryMap backwardArguments = new IntMemoryMap();

    BatchNormPrimitives(long[] shape, float epsilon, boolean relu, Form form) {
        memory.desc image = Memories.nhwc(shape);
        memory.desc channels = Memories.vector(shape[3]);
        int flags = normalization_flags.use_scale.value
                | normalization_flags.use_shift.value
                | (relu ? normalization_flags.fuse_norm_relu.value : 0)
                | (form == Form.TRAINING ? 0 : normalization_flags.use_global_stats.value);
        prop_kind kind = form == Form.INFERENCE ? prop_kind.forward_inference : prop_kind.forward_training;
        var forwardPlan = new batch_normalization_forward.primitive_desc(
                Memories.engine(), kind.value, image, image, epsilon, flags);
        forward = new batch_normalization_forward(forwardPlan);

        x = Memories.unplaced(image);
        y = Memories.unplaced(image);
        dx = Memories.unplaced(image);
        dy = Memories.unplaced(image);
        mean = Memories.unplaced(channels);
        variance = Memories.unplaced(channels);
        scale = Memories.unplaced(channels);
        shift = Memories.unplaced(channels);
        dScale = Memories.unplaced(channels);
        dShift = Memories.unplaced(channels);
        forwardArguments.put(DNNL_ARG_SRC, x);
        forwardArguments.put(DNNL_ARG_DST, y);
        forwardArguments.put(DNNL_ARG_MEAN, mean);
        forwardArguments.put(DNNL_ARG_VARIANCE, variance);
        forwardArguments.put(DNNL_ARG_SCALE, scale);
        forwardArguments.put(DNNL_ARG_SHIFT, shift);
        if (form == Form.INFERENCE) {
            backward = null;
            return;
        }
        backward = new batch_normalization_backward(new batch_normalization_backward.primitive_desc(
                Memories.engine(), prop_kind.backward.value, image, image, image, epsilon, flags, forwardPlan));
        backwardArguments.put(DNNL_ARG_SRC, x);
        backwardArguments.put(DNNL_ARG_MEAN, mean);
        backwardArguments.put(DNNL_ARG_VARIANCE, variance);
        backwardArguments.put(DNNL_ARG_SCALE, scale);
        backwardArguments.put(DNNL_ARG_DIFF_DST, dy);
        backwardArguments.put(DNNL_ARG_DIFF_SRC, dx);
        backwardArguments.put(DNNL_ARG_DIFF_SCALE, dScale);
        backwardArguments.put(DNNL_ARG_DIFF_SHIFT, dShift);
        if (relu) {
            memory workspace = Memories.allocated(forwardPlan.workspace_desc());
            forwardArguments.put(DNNL_ARG_WORKSPACE, workspace);
            backwardArguments.put(DNNL_ARG_WORKSPACE, workspace);
        }
    }

    void forward(
            stream stream,
            INDArray input,
            INDArray scales,
            INDArray shifts,
            INDArray means,
            INDArray variances,
            INDArray output) {
        Memories.point(x, input);
        Memories.point(y, output);
        Memories.point(scale, scales);
        Memories.point(shift, shifts);
        Memories.point(mean, means);
        Memories.point(variance, variances);
        forward.execute(stream, forwardArguments);
        stream._wait();
    }

    void backward(
            stream stream,
            INDArray input,
            INDArray scales,
            INDArray means,
            INDArray variances,
            INDArray gradient,
            INDArray inputGradient,
            INDArray scaleGradient,
            INDArray shiftGradient) {
        Memories.point(x, input);
        Memories.point(scale, scales);
        Memories.point(mean, means);
        Memories.point(variance, variances);
        Memories.point(dy, gradient);
        Memories.point(dx, inputGradient);
        Memories.point(dScale, scaleGradient);
        Memories.point(dShift, shiftGradient);
        Objects.requireNonNull(backward, "no backward pass in inference").execute(stream, backwardArguments);
        stream._wait();
    }
}
