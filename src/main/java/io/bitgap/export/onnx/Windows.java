package io.bitgap.export.onnx;

import io.bitgap.layer.kernel.ConvolutionGeometry;
import onnx.Onnx;

/** Kernel, stride and padding as attributes of Conv, MaxPool and AveragePool, which leaves padding out of its means. */
final class Windows {
    private Windows() {}

    static Onnx.AttributeProto[] attributes(ConvolutionGeometry window) {
        return new Onnx.AttributeProto[] {
            OnnxGraph.integers("kernel_shape", window.kernelH(), window.kernelW()),
            OnnxGraph.integers("strides", window.strideH(), window.strideW()),
            OnnxGraph.integers("pads", window.padH(), window.padW(), window.padH(), window.padW())
        };
    }
}
