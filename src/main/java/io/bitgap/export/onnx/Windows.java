package io.bitgap.export.onnx;

import io.bitgap.layer.Convolution;
import io.bitgap.layer.Pooling;
import onnx.Onnx;

/** Kernel, stride and padding as attributes of Conv, MaxPool and AveragePool, which leaves padding out of its means. */
final class Windows {
    private Windows() {}

    static Onnx.AttributeProto[] of(Convolution convolution) {
        return attributes(convolution.getKernelSize(), convolution.getStride(), convolution.getPadding());
    }

    static Onnx.AttributeProto[] of(Pooling pooling) {
        return attributes(pooling.getKernelSize(), pooling.getStride(), pooling.getPadding());
    }

    /** @param kernel height and width, as are stride and padding */
    private static Onnx.AttributeProto[] attributes(int[] kernel, int[] stride, int[] padding) {
        return new Onnx.AttributeProto[] {
            OnnxGraph.integers("kernel_shape", kernel[0], kernel[1]),
            OnnxGraph.integers("strides", stride[0], stride[1]),
            OnnxGraph.integers("pads", padding[0], padding[1], padding[0], padding[1])
        };
    }
}
