package io.bitgap.layer;

import io.bitgap.quantizer.QuantizerSpec;
import org.jspecify.annotations.Nullable;

/** A layer with a weight matrix that can be quantized. */
public interface WeightLayer extends QuantizedLayer {
    /** {@code convolution} or {@code dense}. */
    String kind();

    /** Number of weights; biases and the quantizer's own parameters do not count. */
    long weights();

    /** Attaches a weight quantizer, or takes it away: null. */
    void quantizeWeights(@Nullable QuantizerSpec spec);
}
