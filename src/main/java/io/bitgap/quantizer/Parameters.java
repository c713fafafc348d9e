package io.bitgap.quantizer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** The current values (or gradients) of a quantizer's parameters, by name. */
public interface Parameters {
    double get(String name);

    void set(String name, double value);

    /** Those of an output channel, for {@link #get} and {@link #set}; what all channels share is in each of them. */
    default Parameters channel(int channel) {
        return this;
    }

    /** Changes a parameter, of every channel where each has its own. */
    default void change(String name, DoubleUnaryOperator change) {
        set(name, change.applyAsDouble(get(name)));
    }

    /**
     * Adds one more value to a running mean: m += (value - m)/(batch + 1).
     *
     * @param batch how many values it is the mean of, from 0
     */
    default void average(String name, double value, int batch) {
        set(name, batch == 0 ? value : get(name) + (value - get(name)) / (batch + 1));
    }

    /** Name of a channel's own parameter in a map: {@code step[0]}. */
    static String ofChannel(String name, int channel) {
        return "%s[%d]".formatted(name, channel);
    }

    /** Values in a map of their own; a channel that has none of its own there reads the one without a channel. */
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

            @Override
            public Parameters channel(int channel) {
                Parameters all = this;
                return new Parameters() {
                    @Override
                    public double get(String name) {
                        return own.getOrDefault(ofChannel(name, channel), all.get(name));
                    }

                    @Override
                    public void set(String name, double value) {
                        own.put(ofChannel(name, channel), value);
                    }
                };
            }
        };
    }
}
