package io.bitgap.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
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

/** The two backward primitives of a convolution for one input shape. */
final class ConvolutionGradients {
    private final convolution_backward_data backwardData;
    private final convolution_backward_weights backwardWeights;
    private final reorder toBackward;
    private final reorder fromGradient;
    private final memory x;
    private final memory w;
    private final memory dx;
    private final memory dy;
    private final memory dw;
    private final memory db;
    private final memory backwardDataWeights;
    private final memory weightGradient;
    private final IntMemoryMap dataArguments = new IntMemoryMap();
    private final IntMemoryMap weightArguments = new IntMemoryMap();

    ConvolutionGradients(ConvolutionPlans plans) {
        // gradients are asked for behind the ReLU's own
        convolution_forward.primitive_desc hint = plans.forward(false);
        convolution_backward_data.primitive_desc dataPlan = plans.backwardData(hint);
        convolution_backward_weights.primitive_desc weightPlan = plans.backwardWeights(hint);
        backwardData = new convolution_backward_data(dataPlan);
        backwardWeights = new convolution_backward_weights(weightPlan);

        x = Memories.unplaced(plans.source());
        dx = Memories.unplaced(plans.source());
        dy = Memories.unplaced(plans.destination());
        w = Memories.unplaced(plans.plainWeights());
        dw = Memories.unplaced(plans.plainWeights());
        db = Memories.unplaced(plans.bias());
        backwardDataWeights = Memories.allocated(dataPlan.weights_desc());
        weightGradient = Memories.allocated(weightPlan.diff_weights_desc());
        toBackward = OneThread.make(() -> new reorder(w, backwardDataWeights));
        fromGradient = OneThread.make(() -> new reorder(weightGradient, dw));

        dataArguments.put(DNNL_ARG_DIFF_SRC, dx);
        dataArguments.put(DNNL_ARG_WEIGHTS, backwardDataWeights);
        dataArguments.put(DNNL_ARG_DIFF_DST, dy);
        weightArguments.put(DNNL_ARG_SRC, x);
        weightArguments.put(DNNL_ARG_DIFF_WEIGHTS, weightGradient);
        weightArguments.put(DNNL_ARG_DIFF_BIAS, db);
        weightArguments.put(DNNL_ARG_DIFF_DST, dy);
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
