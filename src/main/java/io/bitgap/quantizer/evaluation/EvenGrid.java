package io.bitgap.quantizer.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Evenly spaced inputs, both ends included: x[i] = from + (to - from) * i / (count - 1).
 *
 * <p>Worked number: 801 values from -1 to 1 are 0.0025 apart, and value 400 is 0.
 */
public record EvenGrid(double from, double to, int count) {
    public EvenGrid {
        if (count < 2) {
            throw new IllegalArgumentException("a grid has at least two values, not " + count);
        }
    }

    static EvenGrid around(double reach, int count) {
        return new EvenGrid(-reach, reach, count);
    }

    List<Double> values() {
        return IntStream.range(0, count)
                .mapToObj(i -> from + (to - from) * i / (count - 1))
                .toList();
    }

    /** Distance of neighbours. */
    public double spacing() {
        return (to - from) / (count - 1);
    }
}
