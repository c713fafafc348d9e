package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.ConvolutionForm;
import io.bitgap.layer.kernel.ConvolutionGeometry;
import io.bitgap.layer.kernel.ConvolutionKernel;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN's direct convolution. Primitives are made once an input shape. */
final class OneDnnConvolution implements ConvolutionKernel {
    private final stream stream = Memories.stream();
    private final Shapes<ConvolutionPrimitives> primitives;
    private final ConvolutionGeometry geometry;

    OneDnnConvolution(ConvolutionForm form) {
        this.geometry = form.geometry();
        this.primitives = new Shapes<>(
                key -> new ConvolutionPrimitives(ConvolutionPlans.of(geometry, key, form.bias()), form.relu()));
    }

    @Override
    public void forward(INDArray x, INDArray w, @Nullable INDArray b, INDArray y) {
        prepared(x.shape(), w.size(0)).forward(stream, x, w, b, y);
    }

    @Override
    public void backwardData(INDArray w, INDArray dy, INDArray dx) {
        prepared(dx.shape(), w.size(0)).gradients().backwardData(stream, w, dy, dx);
    }

    @Override
    public void backwardWeights(INDArray x, INDArray dy, INDArray dw, @Nullable INDArray db) {
        prepared(x.shape(), dw.size(0)).gradients().backwardWeights(stream, x, dy, dw, db);
    }

    private ConvolutionPrimitives prepared(long[] input, long out) {
        return primitives.of(new long[] {
            input[0], input[1], input[2], input[3], out, geometry.outputH(input[1]), geometry.outputW(input[2])
        });
    }
}
