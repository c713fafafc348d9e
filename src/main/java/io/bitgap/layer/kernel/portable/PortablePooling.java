package io.bitgap.layer.kernel.portable;

import io.bitgap.layer.kernel.ConvolutionGeometry;
import io.bitgap.layer.kernel.PoolingForm;
import io.bitgap.layer.kernel.PoolingKernel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** libnd4j's {@code maxpool2d}, {@code avgpool2d} and their {@code _bp}. */
record PortablePooling(PoolingForm form) implements PoolingKernel {
    private static final int EXPLICIT_PADDING = 0;
    private static final int MEAN_WITHOUT_PADDING = 0;
    private static final int NHWC = 1;

    @Override
    public void forward(INDArray x, INDArray y) {
        Nd4j.exec(operation("").addInputs(x).addOutputs(y).build());
    }

    @Override
    public void backward(INDArray x, INDArray dy, INDArray dx) {
        Nd4j.exec(operation("_bp").addInputs(x, dy).addOutputs(dx).build());
    }

    private DynamicCustomOp.DynamicCustomOpsBuilder operation(String suffix) {
        ConvolutionGeometry window = form.window();
        return DynamicCustomOp.builder((form.max() ? "maxpool2d" : "avgpool2d") + suffix)
                .addIntegerArguments(
                        window.kernelH(),
                        window.kernelW(),
                        window.strideH(),
                        window.strideW(),
                        window.padH(),
                        window.padW(),
                        1,
                        1,
                        EXPLICIT_PADDING,
                        MEAN_WITHOUT_PADDING,
                        NHWC);
    }
}
