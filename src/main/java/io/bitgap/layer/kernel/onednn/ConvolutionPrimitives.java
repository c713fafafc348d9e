package io.bitgap.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.bitgap.layer.kernel.ConvolutionGeometry;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The three primitives of a convolution for one input shape. Activations stay NHWC; weights are small and are reordered
 * into the layout that each primitive asks for, every time.
 */
final class ConvolutionPrimitives {
    private final convolution_forward forward;
    private final convolution_backward_data backwardData;
    private final convolution_backward_weights backwardWeights;
    private final reorder toForward;
    private final reorder toBackward;
    private final reorder fromGradient;
    private final memory x;
    private final memory y;
    private final memory w;
    private final memory dx;
    private final memory dy;
    private final memory dw;
    private final memory forwardWeights;
    private final memory backwardDataWeights;
    private final memory weightGradient;
    private final IntMemoryMap forwardArguments = new IntMemoryMap();
    private final IntMemoryMap dataArguments = new IntMemoryMap();
    private final IntMemoryMap weightArguments = new IntMemoryMap();

    /** @param shape batch, inputH, inputW, in, out, outputH, outputW */
    ConvolutionPrimitives(ConvolutionGeometry geometry, long[] shape) {
        memory.desc source = Memories.nhwc(shape);
        memory.desc destination = Memories.nhwc(new long[] {shape[0], shape[5], shape[6], shape[4]});
        long[] weightShape = {shape[4], shape[3], geometry.kernelH(), geometry.kernelW()};
        memory.desc any = Memories.describe(memory.format_tag.any, weightShape);
        memory.desc plain = Memories.describe(memory.format_tag.oihw, weightShape);
        LongPointer stride = new LongPointer(geometry.strideH(), geometry.strideW());
        LongPointer padding = new LongPointer(geometry.padH(), geometry.padW());

        var forwardPlan = new convolution_forward.primitive_desc(
                Memories.engine(),
                prop_kind.forward_training,
                algorithm.convolution_direct,
                source,
                any,
                destination,
                stride,
                padding,
                padding);
        var dataPlan = new convolution_backward_data.primitive_desc(
                Memories.engine(),
                algorithm.convolution_direct,
                source,
                any,
                destination,
                stride,
                padding,
                padding,
                forwardPlan);
        var weightPlan = new convolution_backward_weights.primitive_desc(
                Memories.engine(),
                algorithm.convolution_direct,
                source,
                any,
                destination,
                stride,
                padding,
                padding,
                forwardPlan);
        forward = new convolution_forward(forwardPlan);
        backwardData = new convolution_backward_data(dataPlan);
        backwardWeights = new convolution_backward_weights(weightPlan);

        x = Memories.unplaced(source);
        y = Memories.unplaced(destination);
        dx = Memories.unplaced(source);
        dy = Memories.unplaced(destination);
        w = Memories.unplaced(plain);
        dw = Memories.unplaced(plain);
        forwardWeights = Memories.allocated(forwardPlan.weights_desc());
        backwardDataWeights = Memories.allocated(dataPlan.weights_desc());
        weightGradient = Memories.allocated(weightPlan.diff_weights_desc());
        toForward = new reorder(w, forwardWeights);
        toBackward = new reorder(w, backwardDataWeights);
        fromGradient = new reorder(weightGradient, dw);

        forwardArguments.put(DNNL_ARG_SRC, x);
        forwardArguments.put(DNNL_ARG_WEIGHTS, forwardWeights);
        forwardArguments.put(DNNL_ARG_DST, y);
        dataArguments.put(DNNL_ARG_DIFF_SRC, dx);
        dataArguments.put(DNNL_ARG_WEIGHTS, backwardDataWeights);
        dataArguments.put(DNNL_ARG_DIFF_DST, dy);
        weightArguments.put(DNNL_ARG_SRC, x);
        weightArguments.put(DNNL_ARG_DIFF_WEIGHTS, weightGradient);
        weightArguments.put(DNNL_ARG_DIFF_DST, dy);
    }

    void forward(stream stream, INDArray input, INDArray weights, INDArray output) {
        Memories.point(x, input);
        Memories.point(w, weights);
        Memories.point(y, output);
        toForward.execute(stream, w, forwardWeights);
        forward.execute(stream, forwardArguments);
        stream._wait();
    }

    void backwardData(stream stream, INDArray weights, INDArray gradient, INDArray inputGradient) {
        Memories.point(w, weights);
        Memories.point(dy, gradient);
        Memories.point(dx, inputGradient);
        toBackward.execute(stream, w, backwardDataWeights);
        backwardData.execute(stream, dataArguments);
        stream._wait();
    }

    void backwardWeights(stream stream, INDArray input, INDArray gradient, INDArray weightsGradient) {
        Memories.point(x, input);
        Memories.point(dy, gradient);
        Memories.point(dw, weightsGradient);
        backwardWeights.execute(stream, weightArguments);
        fromGradient.execute(stream, weightGradient, dw);
        stream._wait();
    }
}
