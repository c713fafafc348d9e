package io.bitgap.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import io.bitgap.layer.kernel.ConvolutionGeometry;
import io.bitgap.layer.kernel.PoolingForm;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The primitives of a pooling for one input shape. The workspace remembers between the passes where the maxima were. */
final class PoolingPrimitives {
    private static final long[] NO_DILATION = {0, 0};

    private final pooling_forward forward;
    private final pooling_backward backward;
    private final memory x;
    private final memory y;
    private final memory dx;
    private final memory dy;
    private final IntMemoryMap forwardArguments = new IntMemoryMap();
    private final IntMemoryMap backwardArguments = new IntMemoryMap();

    PoolingPrimitives(long[] shape, PoolingForm form) {
        ConvolutionGeometry window = form.window();
        long outputH = window.outputH(shape[1]);
        long outputW = window.outputW(shape[2]);
        memory.desc input = Memories.nhwc(shape);
        memory.desc output = Memories.nhwc(new long[] {shape[0], outputH, outputW, shape[3]});
        int kind = (form.max() ? algorithm.pooling_max : algorithm.pooling_avg_exclude_padding).value;
        long[] strides = {window.strideH(), window.strideW()};
        long[] kernel = {window.kernelH(), window.kernelW()};
        long[] before = {window.padH(), window.padW()};
        // what does not fill a window is left out: at the far sides the padding may even be cut
        long[] after = {
            (outputH - 1) * strides[0] + kernel[0] - shape[1] - before[0],
            (outputW - 1) * strides[1] + kernel[1] - shape[2] - before[1]
        };
        var forwardPlan = new pooling_forward.primitive_desc(
                Memories.engine(),
                prop_kind.forward_training.value,
                kind,
                input,
                output,
                strides,
                kernel,
                NO_DILATION,
                before,
                after);
        forward = new pooling_forward(forwardPlan);
        backward = new pooling_backward(new pooling_backward.primitive_desc(
                Memories.engine(), kind, input, output, strides, kernel, NO_DILATION, before, after, forwardPlan));

        x = Memories.unplaced(input);
        y = Memories.unplaced(output);
        dx = Memories.unplaced(input);
        dy = Memories.unplaced(output);
        forwardArguments.put(DNNL_ARG_SRC, x);
        forwardArguments.put(DNNL_ARG_DST, y);
        backwardArguments.put(DNNL_ARG_DIFF_DST, dy);
        backwardArguments.put(DNNL_ARG_DIFF_SRC, dx);
        if (form.max()) {
            memory workspace = Memories.allocated(forwardPlan.workspace_desc());
            forwardArguments.put(DNNL_ARG_WORKSPACE, workspace);
            backwardArguments.put(DNNL_ARG_WORKSPACE, workspace);
        }
    }

    void forward(stream stream, INDArray input, INDArray output) {
        Memories.point(x, input);
        Memories.point(y, output);
        forward.execute(stream, forwardArguments);
        stream._wait();
    }

    void backward(stream stream, INDArray gradient, INDArray inputGradient) {
        Memories.point(dy, gradient);
        Memories.point(dx, inputGradient);
        backward.execute(stream, backwardArguments);
        stream._wait();
    }
}
