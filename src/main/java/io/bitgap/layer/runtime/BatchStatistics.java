package io.bitgap.layer.runtime;

import io.bitgap.layer.kernel.StaircaseKernel;
import io.bitgap.quantizer.calibration.ActivationStatistics;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Statistics of one batch, computed when asked for. */
record BatchStatistics(INDArray x, StaircaseKernel kernel) implements ActivationStatistics {
    private static final int SAMPLE = 16_384;

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
        long step = Math.max(1, x.length() / SAMPLE);
        int count = (int) Math.min(SAMPLE, x.length() / step);
        INDArray flat = x.reshape(new long[] {x.length()});
        double[] sample = new double[count];
        for (int i = 0; i < count; i++) {
            sample[i] = flat.getDouble(i * step);
        }
        return sample;
    }
}
