package io.bitgap.layer.kernel.portable;

import io.bitgap.layer.kernel.BatchNormKernel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Batch norm spelled out; rows are pixels, columns channels. */
record PortableBatchNorm(double epsilon, boolean relu) implements BatchNormKernel {

    @Override
    public void forwardTraining(
            INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y) {
        INDArray rows = rows(x);
        mean.assign(rows.mean(0).reshape(mean.shape()));
        variance.assign(rows.var(false, 0).reshape(variance.shape()));
        forwardInference(x, scale, shift, mean, variance, y);
    }

    @Override
    public void forwardInference(
            INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y) {
        INDArray normalized = normalize(x, mean, variance);
        normalized.muliRowVector(row(scale)).addiRowVector(row(shift));
        y.assign((relu ? Transforms.relu(normalized, false) : normalized).reshape(y.shape()));
    }

    @Override
    public void forwardFrozen(
            INDArray x, INDArray scale, INDArray shift, INDArray mean, INDArray variance, INDArray y) {
        forwardInference(x, scale, shift, mean, variance, y);
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
        INDArray upstream = behindRelu(y, dy);
        INDArray normalized = normalize(x, mean, variance);
        INDArray sum = upstream.sum(0);
        INDArray sumNormalized = upstream.mul(normalized).sum(0);
        dShift.assign(sum.reshape(dShift.shape()));
        dScale.assign(sumNormalized.reshape(dScale.shape()));
        double n = upstream.size(0);
        INDArray centered = upstream.subRowVector(sum.div(n))
                .subi(normalized.muliRowVector(row(sumNormalized).div(n)));
        dx.assign(centered.muliRowVector(factor(scale, variance)).reshape(dx.shape()));
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
        INDArray upstream = behindRelu(y, dy);
        dShift.assign(upstream.sum(0).reshape(dShift.shape()));
        dScale.assign(upstream.mul(normalize(x, mean, variance)).sum(0).reshape(dScale.shape()));
        dx.assign(upstream.mulRowVector(factor(scale, variance)).reshape(dx.shape()));
    }

    private INDArray behindRelu(INDArray y, INDArray dy) {
        return rows(relu ? dy.mul(y.gt(0).castTo(y.dataType())) : dy);
    }

    private INDArray factor(INDArray scale, INDArray variance) {
        return row(scale).mul(row(inverseDeviation(variance)));
    }

    private INDArray normalize(INDArray x, INDArray mean, INDArray variance) {
        return rows(x).subRowVector(row(mean)).muliRowVector(row(inverseDeviation(variance)));
    }

    private INDArray inverseDeviation(INDArray variance) {
        return Transforms.sqrt(variance.add(epsilon), false).rdivi(1);
    }

    private static INDArray rows(INDArray x) {
        return x.reshape('c', -1, x.size(-1));
    }

    private static INDArray row(INDArray vector) {
        return vector.reshape(1, -1);
    }
}
