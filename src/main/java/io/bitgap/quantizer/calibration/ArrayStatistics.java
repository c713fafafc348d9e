package io.bitgap.quantizer.calibration;

import java.util.Arrays;

/** Statistics of values in a Java array. */
public record ArrayStatistics(double[] values) implements ActivationStatistics {
    private static final int MAX_SAMPLES = 16_384;

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
        if (values.length <= MAX_SAMPLES) {
            return values;
        }
        int step = values.length / MAX_SAMPLES;
        double[] sample = new double[MAX_SAMPLES];
        for (int i = 0; i < MAX_SAMPLES; i++) {
            sample[i] = values[i * step];
        }
        return sample;
    }
}
