package io.bitgap.network;

import java.util.List;

/**
 * A network with its layers.
 *
 * @param images the size of images that the layers' outputs are told for
 * @param definition its canonical text, from which it can be made anywhere; two networks with the same text are the same
 */
public record NetworkDetails(
        NetworkDescription description, ImageShape images, List<NetworkLayer> layers, String definition) {
    public NetworkDetails {
        layers = List.copyOf(layers);
    }
}
