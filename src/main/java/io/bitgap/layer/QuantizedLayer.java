package io.bitgap.layer;

import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.jspecify.annotations.Nullable;

/** A layer configuration that may carry a quantizer: of its weights, or of what flows through it. */
public interface QuantizedLayer {
    /** The quantizer's spec, or null where the layer stays fp32. */
    @Nullable
    QuantizerSpec quantizerSpec();

    /** The quantizer, made anew, or null. */
    default @Nullable Quantizer quantizer() {
        QuantizerSpec spec = quantizerSpec();
        return spec == null ? null : Quantizers.of(spec);
    }

    /** Output channels of the weights; 1 where activations are quantized. */
    default long quantizedChannels() {
        return this instanceof FeedForwardLayer layer ? layer.getNOut() : 1;
    }

    /** Elements that the quantizer adds to the layer's parameters. */
    default long quantizerElements() {
        Quantizer quantizer = quantizer();
        return quantizer == null ? 0 : QuantizerViews.elements(quantizer, quantizedChannels());
    }
}
