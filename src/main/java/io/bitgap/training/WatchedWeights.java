package io.bitgap.training;

import io.bitgap.layer.InferenceWeights;
import io.bitgap.quantizer.evaluation.WeightCodes;
import io.bitgap.quantizer.tensor.WeightValues;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/** The integer codes of a layer's weights before and after the last step. */
final class WatchedWeights {
    private final String layer;
    private final InferenceWeights weights;
    private int[] before = {};
    private Optional<WeightCodes> now = Optional.empty();

    WatchedWeights(String layer, InferenceWeights weights) {
        this.layer = layer;
        this.weights = weights;
    }

    String layer() {
        return layer;
    }

    int size() {
        return Math.toIntExact(weights.masterWeights().length());
    }

    /** Before the first step since they are watched. */
    void begin() {
        if (now.isEmpty()) {
            now = weights.weightCodes();
        }
    }

    void look() {
        before = now();
        now = weights.weightCodes();
    }

    /** Row-major; empty where there were none, since the quantizer was not calibrated. */
    int[] before() {
        return before;
    }

    /** As many as {@link #before}, or there was none. */
    int[] now() {
        return now.map(WeightCodes::codes).orElse(new int[0]);
    }

    /** Puts some weights on levels: w = scale * (code - zero point). */
    void place(IntPredicate some, IntToDoubleFunction code) {
        WeightCodes codes = now.orElseThrow();
        double[] values = WeightValues.of(weights.masterWeights());
        for (int i = 0; i < values.length; i++) {
            if (some.test(i)) {
                int channel = codes.channel(i);
                values[i] = codes.map().scale()[channel]
                        * (code.applyAsDouble(i) - codes.map().zeroPoint()[channel]);
            }
        }
        WeightValues.put(values, weights.masterWeights());
        now = weights.weightCodes();
    }
}
