package io.bitgap.network;

import java.util.List;

/**
 * A network with its layers.
 *
 * @param images the size of images that the layers' outputs are told for
 * @param definition its canonical text, from which it can be made anywhere; two networks with the same text are the same
 * @param notes what was written and nothing computes, in sentences
 */
public record NetworkDetails(
        NetworkDescription description,
        ImageShape images,
        List<NetworkLayer> layers,
        String definition,
        List<String> notes) {
    public NetworkDetails {
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
    }
}
