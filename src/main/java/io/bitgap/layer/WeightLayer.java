package io.bitgap.layer;

import io.bitgap.quantizer.QuantizerSpec;

/** A layer with a weight matrix that can be quantized. */
public interface WeightLayer extends QuantizedLayer {
    /** {@code convolution} or {@code dense}. */
    String kind();

    /** Number of weights; biases and the quantizer's own parameters do not count. */
    long weights();

    /** Attaches a weight quantizer. */
    void quantizeWeights(QuantizerSpec spec);
}
