package io.bitgap.quantizer;

import java.util.List;

/**
 * The forward map, the gradient and the parameters of one quantized tensor. A quantizer object holds its spec only; the
 * values of its parameters live with the network that is trained and are handed in, so that they are saved and restored
 * with it.
 */
public sealed interface Quantizer permits WeightQuantizer, ActivationQuantizer {
    QuantizerSpec spec();

    /** Learned parameters and statistics, all scalars, in a fixed order; empty where the map has none. */
    default List<QuantizerParameter> parameters() {
        return List.of();
    }

    /** Number of distinct values the map can take. */
    int levels();

    /** Epochs in which training sees the weights clipped, not rounded. */
    default int clipOnlyEpochs() {
        return 0;
    }

    /** Whether the parameters mean the same at another bit width; where they do not, a narrower network is calibrated anew. */
    default boolean parametersSurviveBits() {
        return true;
    }
}
