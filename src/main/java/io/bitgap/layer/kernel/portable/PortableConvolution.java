package io.bitgap.layer.kernel.portable;

import io.bitgap.layer.kernel.ConvolutionForm;
import io.bitgap.layer.kernel.ConvolutionGeometry;
import io.bitgap.layer.kernel.ConvolutionKernel;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** libnd4j's {@code conv2d} and {@code conv2d_bp}. */
record PortableConvolution(ConvolutionForm form) implements ConvolutionKernel {
    private static final int EXPLICIT_PADDING = 0;
    private static final int NHWC = 1;
    private static final int WEIGHTS_OIHW = 1;

    @Override
    public void forward(INDArray x, INDArray w, @Nullable INDArray b, INDArray y) {
        INDArray[] inputs = b == null ? new INDArray[] {x, w} : new INDArray[] {x, w, b.reshape(b.length())};
        Nd4j.exec(operation("conv2d").addInputs(inputs).addOutputs(y).build());
        if (form.relu()) {
            Transforms.relu(y, false);
        }
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
    public void backwardWeights(INDArray x, INDArray dy, INDArray dw, @Nullable INDArray db) {
        INDArray w = dw.ulike().assign(0);
        INDArray gradient = dw.ulike();
        Nd4j.exec(operation("conv2d_bp")
                .addInputs(x, w, dy)
                .addOutputs(x.ulike(), gradient)
                .build());
        dw.assign(gradient);
        if (db != null) {
            db.assign(dy.sum(0, 1, 2).reshape(db.shape()));
        }
    }

    private DynamicCustomOp.DynamicCustomOpsBuilder operation(String name) {
        ConvolutionGeometry geometry = form.geometry();
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
