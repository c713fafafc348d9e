package io.bitgap.quantizer.calibration;

import java.util.Arrays;

/** Statistics of values in a Java array. */
public record ArrayStatistics(double[] values) implements ActivationStatistics {
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
        return StratifiedSample.of(values.length, i -> values[(int) i]);
    }
}
