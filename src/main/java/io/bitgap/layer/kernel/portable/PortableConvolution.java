package io.bitgap.layer.kernel.portable;

import io.bitgap.layer.kernel.ConvolutionGeometry;
import io.bitgap.layer.kernel.ConvolutionKernel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** libnd4j's {@code conv2d} and {@code conv2d_bp}. */
record PortableConvolution(ConvolutionGeometry geometry) implements ConvolutionKernel {
    private static final int EXPLICIT_PADDING = 0;
    private static final int NHWC = 1;
    private static final int WEIGHTS_OIHW = 1;

    @Override
    public void forward(INDArray x, INDArray w, INDArray y) {
        Nd4j.exec(operation("conv2d").addInputs(x, w).addOutputs(y).build());
    }

    @Override
    public void backwardData(INDArray w, INDArray dy, INDArray dx) {
        INDArray x = dx.ulike().assign(0); // the operation wants it, the gradient does not depend on it
        Nd4j.exec(operation("conv2d_bp")
                .addInputs(x, w, dy)
                .addOutputs(dx, w.ulike())
                .build());
    }

    @Override
    public void backwardWeights(INDArray x, INDArray dy, INDArray dw) {
        INDArray w = dw.ulike().assign(0);
        INDArray gradient = dw.ulike();
        Nd4j.exec(operation("conv2d_bp")
                .addInputs(x, w, dy)
                .addOutputs(x.ulike(), gradient)
                .build());
        dw.assign(gradient);
    }

    private DynamicCustomOp.DynamicCustomOpsBuilder operation(String name) {
        return DynamicCustomOp.builder(name)
                .addIntegerArguments(
                        geometry.kernelH(),
                        geometry.kernelW(),
                        geometry.strideH(),
                        geometry.strideW(),
                        geometry.padH(),
                        geometry.padW(),
                        1,
                        1,
                        EXPLICIT_PADDING,
                        NHWC,
                        WEIGHTS_OIHW);
    }
}
