package io.bitgap.graph;

import io.bitgap.quantizer.QuantizerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The quantizers of one layer; null leaves that role in fp32.
 *
 * @param weights of its weights
 * @param activations of its input, where that cannot be negative
 * @param signedActivations of its input, where it may be negative
 * @param images of its input, where that is the network's own
 */
public record LayerSetting(
        @Nullable QuantizerSpec weights,
        @Nullable QuantizerSpec activations,
        @Nullable QuantizerSpec signedActivations,
        @Nullable QuantizerSpec images) {
    public static final LayerSetting FP32 = new LayerSetting(null, null);

    /** One quantizer for any input. */
    public LayerSetting(@Nullable QuantizerSpec weights, @Nullable QuantizerSpec activations) {
        this(weights, activations, activations);
    }

    /** Images, which may be negative, like any other tensor that may. */
    public LayerSetting(
            @Nullable QuantizerSpec weights,
            @Nullable QuantizerSpec activations,
            @Nullable QuantizerSpec signedActivations) {
        this(weights, activations, signedActivations, signedActivations);
    }

    @Nullable
    QuantizerSpec activations(boolean nonNegative) {
        return nonNegative ? activations : signedActivations;
    }
}
