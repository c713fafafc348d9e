package io.bitgap.graph;

import java.util.Set;

/**
 * Which quantizers go where.
 *
 * @param usual every layer with weights but the first and the last
 * @param first the convolution on the network's input
 * @param last the output layer
 * @param ignore names of layers that stay fp32
 */
public record AttachSetting(LayerSetting usual, LayerSetting first, LayerSetting last, Set<String> ignore) {
    public AttachSetting {
        ignore = Set.copyOf(ignore);
    }
}
