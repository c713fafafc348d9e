package io.bitgap.layer.runtime;

import io.bitgap.layer.kernel.StaircaseKernel;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import io.bitgap.quantizer.calibration.StratifiedSample;
import io.bitgap.quantizer.tensor.OffHeap;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Statistics of one batch, computed when asked for. */
record BatchStatistics(INDArray x, StaircaseKernel kernel) implements ActivationStatistics {
    @Override
    public double min() {
        return x.minNumber().doubleValue();
    }

    @Override
    public double max() {
        return x.maxNumber().doubleValue();
    }

    @Override
    public double maxAbs() {
        return kernel.maxAbs(x);
    }

    @Override
    public double meanAbs() {
        return kernel.meanAbs(x);
    }

    @Override
    public double[] sample() {
        if (OffHeap.dense(x) && OffHeap.reachable()) {
            FloatBuffer values = OffHeap.buffer(x);
            return StratifiedSample.of(x.length(), i -> values.get((int) i));
        }
        return StratifiedSample.of(x.length(), x.dup('c').data()::getDouble);
    }
}
