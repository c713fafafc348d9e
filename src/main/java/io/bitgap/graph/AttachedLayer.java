package io.bitgap.graph;

import io.bitgap.quantizer.QuantizerSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vertex and what was attached to it.
 *
 * @param kind {@code convolution}, {@code dense}, {@code addition}, {@code pooling}, {@code batch norm}, ...
 * @param weightQuantizer of its weights, or null
 * @param inputs quantize nodes on its inputs
 * @param weights number of weights, 0 where they could not be quantized
 * @param reason why nothing was attached, or ""
 */
public record AttachedLayer(
        String name,
        String kind,
        @Nullable QuantizerSpec weightQuantizer,
        List<InputNode> inputs,
        long weights,
        String reason) {
    public AttachedLayer {
        inputs = List.copyOf(inputs);
    }

    /** Whether it has weights that can be quantized. */
    public boolean hasWeights() {
        return kind.equals(Operation.CONVOLUTION.kind()) || kind.equals(Operation.DENSE.kind());
    }
}
