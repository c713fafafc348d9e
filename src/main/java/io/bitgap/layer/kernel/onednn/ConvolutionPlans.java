package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.ConvolutionGeometry;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.LongPointer;

/**
 * Descriptions of a convolution's arrays for one input shape, and what oneDNN plans for them.
 *
 * @param bias an empty descriptor where there is none
 */
record ConvolutionPlans(
        memory.desc source,
        memory.desc destination,
        long[] weightShape,
        memory.desc bias,
        LongPointer stride,
        LongPointer padding) {

    /** @param shape batch, inputH, inputW, in, out, outputH, outputW */
    static ConvolutionPlans of(ConvolutionGeometry geometry, long[] shape, boolean biased) {
        return new ConvolutionPlans(
                Memories.nhwc(shape),
                Memories.nhwc(new long[] {shape[0], shape[5], shape[6], shape[4]}),
                new long[] {shape[4], shape[3], geometry.kernelH(), geometry.kernelW()},
                biased ? Memories.vector(shape[4]) : new memory.desc(),
                new LongPointer(geometry.strideH(), geometry.strideW()),
                new LongPointer(geometry.padH(), geometry.padW()));
    }

    /** Weights as DL4J keeps them. */
    memory.desc plainWeights() {
        return Memories.describe(memory.format_tag.oihw, weightShape);
    }

    private memory.desc anyWeights() {
        return Memories.describe(memory.format_tag.any, weightShape);
    }

    convolution_forward.primitive_desc forward(boolean relu) {
        post_ops chain = new post_ops();
        if (relu) {
            chain.append_eltwise(algorithm.eltwise_relu, 0f, 0f);
        }
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(chain);
        return new convolution_forward.primitive_desc(
                Memories.engine(),
                prop_kind.forward_training,
                algorithm.convolution_direct,
                source,
                anyWeights(),
                bias,
                destination,
                stride,
                padding,
                padding,
                attributes,
                false);
    }

    convolution_backward_data.primitive_desc backwardData(convolution_forward.primitive_desc forward) {
        return new convolution_backward_data.primitive_desc(
                Memories.engine(),
                algorithm.convolution_direct,
                source,
                anyWeights(),
                destination,
                stride,
                padding,
                padding,
                forward);
    }

    convolution_backward_weights.primitive_desc backwardWeights(convolution_forward.primitive_desc forward) {
        return new convolution_backward_weights.primitive_desc(
                Memories.engine(),
                algorithm.convolution_direct,
                source,
                anyWeights(),
                bias,
                destination,
                stride,
                padding,
                padding,
                forward);
    }
}
