package io.bitgap.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The primitives of a convolution for one input shape; those of the backward pass are made when they are first asked for, which
 * inference never does. Activations stay NHWC; weights are small and are reordered into the layout that each primitive asks
 * for, every time.
 */
final class ConvolutionPrimitives {
    private final ConvolutionPlans plans;
    private final convolution_forward forward;
    private final reorder toForward;
    private final memory x;
    private final memory y;
    private final memory w;
    private final memory b;
    private final memory forwardWeights;
    private final IntMemoryMap forwardArguments = new IntMemoryMap();
    private @Nullable ConvolutionGradients gradients;

    ConvolutionPrimitives(ConvolutionPlans plans, boolean relu) {
        this.plans = plans;
        convolution_forward.primitive_desc forwardPlan = plans.forward(relu);
        forward = new convolution_forward(forwardPlan);

        x = Memories.unplaced(plans.source());
        y = Memories.unplaced(plans.destination());
        w = Memories.unplaced(plans.plainWeights());
        b = Memories.unplaced(plans.bias());
        forwardWeights = Memories.allocated(forwardPlan.weights_desc());
        toForward = OneThread.make(() -> new reorder(w, forwardWeights));

        forwardArguments.put(DNNL_ARG_SRC, x);
        forwardArguments.put(DNNL_ARG_WEIGHTS, forwardWeights);
        forwardArguments.put(DNNL_ARG_BIAS, b);
        forwardArguments.put(DNNL_ARG_DST, y);
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

    ConvolutionGradients gradients() {
        if (gradients == null) {
            gradients = new ConvolutionGradients(plans);
        }
        return gradients;
    }
}
