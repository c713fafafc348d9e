package io.bitgap.quantizer;

/**
 * The weights of consecutive output channels: values[from] up to values[to-1].
 *
 * @param values all weights of the tensor, row-major
 */
public record WeightSlice(double[] values, int from, int to) {
    public double min() {
        double min = values[from];
        for (int i = from + 1; i < to; i++) {
            min = Math.min(min, values[i]);
        }
        return min;
    }

    public double max() {
        double max = values[from];
        for (int i = from + 1; i < to; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }

    public double maxAbs() {
        double max = 0;
        for (int i = from; i < to; i++) {
            max = Math.max(max, Math.abs(values[i]));
        }
        return max;
    }

    public double meanAbs() {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.abs(values[i]);
        }
        return sum / (to - from);
    }
}
