package io.bitgap.network.definition;

import java.util.List;

/**
 * A network as nodes, each after its inputs; the last one is its only output.
 *
 * @param input name of its input
 * @param channels channels of its images
 * @param classes outputs of its classifier; 0 = as many as the data set has
 */
public record NetworkDefinition(String input, int channels, int classes, List<Node> nodes) {
    public NetworkDefinition {
        nodes = List.copyOf(nodes);
    }

    public long count(Class<? extends Node> kind) {
        return nodes.stream().filter(kind::isInstance).count();
    }
}
