package io.bitgap.network.definition;

import java.util.HashMap;
import java.util.Map;

/**
 * Trainable parameters by the usual count: weights, biases, and scale and shift of batch norm; not its running mean and
 * variance, which are not trained.
 */
public final class ParameterCount {
    private final Map<String, Long> byNode = new HashMap<>();

    private ParameterCount() {}

    /** @param shapes of the same network, without a mismatch */
    public static ParameterCount of(NetworkDefinition definition, Shapes shapes) {
        ParameterCount count = new ParameterCount();
        for (Node node : definition.nodes()) {
            Shape input = shapes.of(node.inputs().get(0)).orElseThrow();
            Shape output = shapes.of(node.name()).orElseThrow();
            count.byNode.put(node.name(), node.parameters(input, output));
        }
        return count;
    }

    public long of(String node) {
        return byNode.getOrDefault(node, 0L);
    }

    public long total() {
        return byNode.values().stream().mapToLong(Long::longValue).sum();
    }
}
