package io.bitgap.network.upload;

import io.bitgap.network.definition.Node;
import io.bitgap.network.definition.ReluNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out vertices that compute nothing, and joins a ReLU with the layer or sum in front of it where nobody else reads
 * that: the same function with fewer passes over memory.
 */
final class Simplification {
    private final Map<String, String> renamed;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();

    private Simplification(Map<String, String> identities) {
        renamed = new HashMap<>(identities);
    }

    /** @param nodes each after its inputs */
    static List<Node> of(List<Node> nodes, Map<String, String> identities) {
        Simplification simplification = new Simplification(identities);
        for (Node node : nodes) {
            node.inputs().forEach(input -> simplification.readers.merge(simplification.real(input), 1, Integer::sum));
        }
        nodes.forEach(simplification::add);
        return new ArrayList<>(simplification.nodes.values());
    }

    private void add(Node node) {
        Node moved = node.reading(node.inputs().stream().map(this::real).toList());
        if (moved instanceof ReluNode relu
                && readers.getOrDefault(relu.input(), 0) == 1
                && nodes.get(relu.input()) instanceof Node.Rectifying producer) {
            nodes.put(producer.name(), producer.withRelu());
            renamed.put(relu.name(), producer.name());
            readers.put(producer.name(), readers.getOrDefault(relu.name(), 0));
        } else {
            nodes.put(moved.name(), moved);
        }
    }

    private String real(String name) {
        String real = name;
        while (renamed.containsKey(real)) {
            real = renamed.get(real);
        }
        return real;
    }
}
