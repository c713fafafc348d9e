package io.bitgap.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;
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
    private final memory b;
    private final memory dx;
    private final memory dy;
    private final memory dw;
    private final memory db;
    private final memory forwardWeights;
    private final memory backwardDataWeights;
    private final memory weightGradient;
    private final IntMemoryMap forwardArguments = new IntMemoryMap();
    private final IntMemoryMap dataArguments = new IntMemoryMap();
    private final IntMemoryMap weightArguments = new IntMemoryMap();

    ConvolutionPrimitives(ConvolutionPlans plans, boolean relu) {
        convolution_forward.primitive_desc forwardPlan = plans.forward(relu);
        // gradients are asked for behind the ReLU's own
        convolution_forward.primitive_desc hint = relu ? plans.forward(false) : forwardPlan;
        convolution_backward_data.primitive_desc dataPlan = plans.backwardData(hint);
        convolution_backward_weights.primitive_desc weightPlan = plans.backwardWeights(hint);
        forward = new convolution_forward(forwardPlan);
        backwardData = new convolution_backward_data(dataPlan);
        backwardWeights = new convolution_backward_weights(weightPlan);

        x = Memories.unplaced(plans.source());
        y = Memories.unplaced(plans.destination());
        dx = Memories.unplaced(plans.source());
        dy = Memories.unplaced(plans.destination());
        w = Memories.unplaced(plans.plainWeights());
        dw = Memories.unplaced(plans.plainWeights());
        b = Memories.unplaced(plans.bias());
        db = Memories.unplaced(plans.bias());
        forwardWeights = Memories.allocated(forwardPlan.weights_desc());
        backwardDataWeights = Memories.allocated(dataPlan.weights_desc());
        weightGradient = Memories.allocated(weightPlan.diff_weights_desc());
        toForward = OneThread.make(() -> new reorder(w, forwardWeights));
        toBackward = OneThread.make(() -> new reorder(w, backwardDataWeights));
        fromGradient = OneThread.make(() -> new reorder(weightGradient, dw));

        forwardArguments.put(DNNL_ARG_SRC, x);
        forwardArguments.put(DNNL_ARG_WEIGHTS, forwardWeights);
        forwardArguments.put(DNNL_ARG_BIAS, b);
        forwardArguments.put(DNNL_ARG_DST, y);
        dataArguments.put(DNNL_ARG_DIFF_SRC, dx);
        dataArguments.put(DNNL_ARG_WEIGHTS, backwardDataWeights);
        dataArguments.put(DNNL_ARG_DIFF_DST, dy);
        weightArguments.put(DNNL_ARG_SRC, x);
        weightArguments.put(DNNL_ARG_DIFF_WEIGHTS, weightGradient);
        weightArguments.put(DNNL_ARG_DIFF_BIAS, db);
        weightArguments.put(DNNL_ARG_DIFF_DST, dy);
    }

    void forward(stream stream, INDArray input, INDArray weights, @Nullable INDArray bias, INDArray output) {
        Memories.point(x, input);
        Memories.point(w, weights);
        Memories.point(y, output);
        if (bias != null) {
            Memories.point(b, bias);
        }
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

    void backwardWeights(
            stream stream,
            INDArray input,
            INDArray gradient,
            INDArray weightsGradient,
            @Nullable INDArray biasGradient) {
        Memories.point(x, input);
        Memories.point(dy, gradient);
        Memories.point(dw, weightsGradient);
        if (biasGradient != null) {
            Memories.point(db, biasGradient);
        }
        backwardWeights.execute(stream, weightArguments);
        fromGradient.execute(stream, weightGradient, dw);
        stream._wait();
    }
}
