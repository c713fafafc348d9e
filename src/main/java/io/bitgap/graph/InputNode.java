package io.bitgap.graph;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.Map;

/**
 * A quantize node on an input of a vertex; vertices that read the same tensor the same way share it.
 *
 * @param name of the node; that of the tensor where it needs none
 * @param tensor the vertex or network input whose output it quantizes
 */
public record InputNode(String name, String tensor, QuantizerSpec spec) {
    /**
     * No quantizer: normalized pixels lie on a grid of 256 values a channel and pass as they are. Any other grid of 8 bits would
     * round them once more, since their steps, 1 / (255 * deviation), differ from channel to channel.
     */
    public static final QuantizerSpec PIXELS =
            new QuantizerSpec("exact pixels", Role.ACTIVATIONS, 8, Map.of(), LevelConvention.BITS);
}
