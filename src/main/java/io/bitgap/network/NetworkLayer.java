package io.bitgap.network;

import java.util.List;

/**
 * A layer or a sum of a network.
 *
 * @param kind e.g. {@code convolution}
 * @param output size of what it puts out for the images named in {@link NetworkDetails}, e.g. {@code 16x16x32}
 * @param parameters trainable ones
 * @param quantizable whether its weights and its input can be quantized
 */
public record NetworkLayer(
        String name, String kind, List<String> inputs, String output, long parameters, boolean quantizable) {
    public NetworkLayer {
        inputs = List.copyOf(inputs);
    }
}
