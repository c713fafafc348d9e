package io.bitgap.network.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * A network as nodes, each after its inputs; the last one is its only output.
 *
 * @param input name of its input
 * @param channels channels of its images
 * @param classes outputs of its classifier; 0 = as many as the data set has
 * @param notes what its author wrote and nothing computes, in sentences; they stay with whatever is trained of it
 */
public record NetworkDefinition(
        String input,
        int channels,
        int classes,
        List<Node> nodes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {
    public NetworkDefinition {
        nodes = List.copyOf(nodes);
        // most have none, and say nothing of it
        notes = List.copyOf(Objects.requireNonNullElse(notes, List.of()));
    }

    /** Without notes. */
    public NetworkDefinition(String input, int channels, int classes, List<Node> nodes) {
        this(input, channels, classes, nodes, List.of());
    }

    public long count(Class<? extends Node> kind) {
        return nodes.stream().filter(kind::isInstance).count();
    }
}
