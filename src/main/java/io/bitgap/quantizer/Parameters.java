package io.bitgap.quantizer;

import java.util.LinkedHashMap;
import java.util.Map;

/** The current values (or gradients) of a quantizer's parameters, by name. */
public interface Parameters {
    double get(String name);

    void set(String name, double value);

    /**
     * Adds one more value to a running mean: m += (value - m)/(batch + 1).
     *
     * @param batch how many values it is the mean of, from 0
     */
    default void average(String name, double value, int batch) {
        set(name, batch == 0 ? value : get(name) + (value - get(name)) / (batch + 1));
    }

    /** Values in a map of their own. */
    static Parameters of(Map<String, Double> values) {
        Map<String, Double> own = new LinkedHashMap<>(values);
        return new Parameters() {
            @Override
            public double get(String name) {
                return own.getOrDefault(name, 0.0);
            }

            @Override
            public void set(String name, double value) {
                own.put(name, value);
            }
        };
    }
}
