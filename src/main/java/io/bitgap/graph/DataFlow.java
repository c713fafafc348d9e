package io.bitgap.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** The vertices of a configuration in the order in which data reaches them, and what is on the way from one to another. */
record DataFlow(ComputationGraphConfiguration graph) {
    /**
     * Every vertex after its inputs; where that leaves a choice, in the order of their definition.
     *
     * @throws IllegalArgumentException when there is a cycle
     */
    List<String> order() {
        Set<String> done = new LinkedHashSet<>(graph.getNetworkInputs());
        List<String> waiting = new ArrayList<>(graph.getVertices().keySet());
        List<String> order = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<String> later = new ArrayList<>();
            for (String name : waiting) {
                if (done.containsAll(inputs(name))) {
                    done.add(name);
                    order.add(name);
                } else {
                    later.add(name);
                }
            }
            if (later.size() == waiting.size()) {
                throw new IllegalArgumentException(
                        "the network has a cycle, or an input that is not there, at " + later);
            }
            waiting = later;
        }
        return order;
    }

    List<String> inputs(String vertex) {
        return graph.getVertexInputs().getOrDefault(vertex, List.of());
    }

    /** The vertices of a kind that the network's inputs reach through none of that kind. */
    Set<String> first(Predicate<GraphVertex> kind) {
        Set<String> open = new HashSet<>(graph.getNetworkInputs());
        Set<String> found = new LinkedHashSet<>();
        for (String name : order()) {
            if (inputs(name).stream().anyMatch(open::contains)) {
                if (kind.test(vertex(name))) {
                    found.add(name);
                } else {
                    open.add(name);
                }
            }
        }
        return found;
    }

    /** The vertices of a kind that reach an output of the network through none of that kind. */
    Set<String> last(Predicate<GraphVertex> kind) {
        Set<String> open = new HashSet<>(graph.getNetworkOutputs());
        Set<String> found = new LinkedHashSet<>();
        List<String> order = order();
        for (int i = order.size() - 1; i >= 0; i--) {
            String name = order.get(i);
            if (open.contains(name)) {
                if (kind.test(vertex(name))) {
                    found.add(name);
                } else {
                    open.addAll(inputs(name));
                }
            }
        }
        return found;
    }

    private GraphVertex vertex(String name) {
        GraphVertex vertex = graph.getVertices().get(name);
        if (vertex == null) {
            throw new IllegalArgumentException("there is no vertex " + name);
        }
        return vertex;
    }
}
