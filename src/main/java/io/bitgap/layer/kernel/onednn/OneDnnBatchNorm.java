package io.bitgap.layer.kernel.onednn;

import io.bitgap.layer.kernel.BatchNormKernel;
import io.bitgap.layer.kernel.onednn.BatchNormPrimitives.Form;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN's batch norm, with the ReLU in the same pass. */
final class OneDnnBatchNorm implements BatchNormKernel {
    private final stream stream = Memories.stream();
    private final Shapes<BatchNormPrimitives> training;
    private final Shapes<BatchNormPrimitives> frozen;
    private final Shapes<BatchNormPrimitives> inference;

    OneDnnBatchNorm(float epsilon, boolean relu) {
        training = new Shapes<>(shape -> new BatchNormPrimitives(shape, epsilon, relu, Form.TRAINING));
        frozen = new Shapes<>(shape -> new BatchNormPrimitives(shape, epsilon, relu, Form.FROZEN));
        inference = new Shapes<>(shape -> new BatchNormPrimitives(shape, epsilon, relu, Form.INFERENCE));
    }

    @Override
    public void forwardTraining(
            INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y) {
        training.of(x.shape()).forward(stream, x, scale, shift, mean, variance, y);
    }

    @Override
    public void forwardFrozen(
            INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y) {
        frozen.of(x.shape()).forward(stream, x, scale, shift, mean, variance, y);
    }

    @Override
    public void forwardInference(
            INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y) {
        inference.of(x.shape()).forward(stream, x, scale, shift, mean, variance, y);
    }

    @Override
    public void backward(
            INDArray x,
            INDArray y,
            INDArray scale,
            INDArray mean,
            INDArray variance,
            INDArray dy,
            INDArray dx,
            INDArray dScale,
            INDArray dShift) {
        training.of(x.shape()).backward(stream, x, scale, mean, variance, dy, dx, dScale, dShift);
    }

    @Override
    public void backwardFrozen(
            INDArray x,
            INDArray y,
            INDArray scale,
            INDArray mean,
            INDArray variance,
            INDArray dy,
            INDArray dx,
            INDArray dScale,
            INDArray dShift) {
        frozen.of(x.shape()).backward(stream, x, scale, mean, variance, dy, dx, dScale, dShift);
    }
}
