package io.bitgap.experiment.network;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.bitgap.network.ImageShape;
import io.bitgap.network.NetworkDescription;
import io.bitgap.network.NetworkDetails;
import io.bitgap.network.NetworkLayer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network as {@code GET /networks/{name}} shows it.
 *
 * @param images the size of images that the layers' outputs are told for
 * @param layers in the order of the data; those that can be quantized say so
 * @param configuration its nodes, as Bitgap keeps them
 * @param notes what its author wrote and nothing computes, in sentences
 * @param createdAt null for one that comes along
 */
public record NetworkView(
        @JsonUnwrapped NetworkDescription description,
        ImageShape images,
        List<NetworkLayer> layers,
        @JsonRawValue String configuration,
        List<String> notes,
        @Nullable String createdBy,
        @Nullable Instant createdAt) {
    static NetworkView of(NetworkDetails details, @Nullable StoredNetwork stored) {
        return new NetworkView(
                details.description(),
                details.images(),
                details.layers(),
                details.definition(),
                details.notes(),
                stored == null ? null : stored.createdBy(),
                stored == null ? null : stored.createdAt());
    }

    /** Its own name, which JSON has from the description. */
    public String name() {
        return description.name();
    }
}
