package io.bitgap.graph;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A configuration with quantizers.
 *
 * @param configuration a new one; the source is not changed
 * @param layers every vertex of the source in the order of the data: the dry run
 */
public record Attachment(ComputationGraphConfiguration configuration, List<AttachedLayer> layers) {
    public Attachment {
        layers = List.copyOf(layers);
    }
}
