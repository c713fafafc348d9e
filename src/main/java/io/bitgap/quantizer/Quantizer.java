package io.bitgap.quantizer;

import java.util.List;
import java.util.Map;

/**
 * The forward map, the gradient and the parameters of one quantized tensor. A quantizer object holds its spec only; the
 * values of its parameters live with the network that is trained and are handed in, so that they are saved and restored
 * with it.
 */
public sealed interface Quantizer permits WeightQuantizer, ActivationQuantizer {
    QuantizerSpec spec();

    /** Learned parameters and statistics in a fixed order; empty where the map has none. */
    default List<QuantizerParameter> parameters() {
        return List.of();
    }

    /** What follows from the parameters and is worth knowing beside them, by name. */
    default Map<String, Double> derived(Parameters parameters) {
        return Map.of();
    }

    /**
     * Whether the parameters mean the same at another bit width, so that progressive training may copy them; if not, the
     * quantizer is calibrated anew there.
     */
    default boolean parametersSurviveBits() {
        return true;
    }

    /**
     * The same as its bare formula, as one tensor is evaluated: every parameter has its plain gradient, those held fixed too,
     * and nothing that "auto" means in training applies.
     */
    default Quantizer asPublished() {
        return this;
    }

    /** Number of distinct values the map can take. */
    int levels();
}
