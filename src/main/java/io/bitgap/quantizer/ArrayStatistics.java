package io.bitgap.quantizer;

import java.util.Arrays;

/** Statistics of values in a Java array. */
record ArrayStatistics(double[] values) implements ActivationStatistics {
    private static final int MOST = 16_384;

    @Override
    public double min() {
        return Arrays.stream(values).min().orElse(0);
    }

    @Override
    public double max() {
        return Arrays.stream(values).max().orElse(0);
    }

    @Override
    public double maxAbs() {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    @Override
    public double meanAbs() {
        return Arrays.stream(values).map(Math::abs).average().orElse(0);
    }

    @Override
    public double[] sample() {
        if (values.length <= MOST) {
            return values;
        }
        int step = values.length / MOST;
        double[] sample = new double[MOST];
        for (int i = 0; i < MOST; i++) {
            sample[i] = values[i * step];
        }
        return sample;
    }
}
