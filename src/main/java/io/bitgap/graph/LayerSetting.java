package io.bitgap.graph;

import io.bitgap.quantizer.QuantizerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The quantizers of one layer; null leaves that role in fp32.
 *
 * @param weights of its weights
 * @param activations of its input
 */
public record LayerSetting(
        @Nullable QuantizerSpec weights, @Nullable QuantizerSpec activations) {
    public static final LayerSetting FP32 = new LayerSetting(null, null);
}
