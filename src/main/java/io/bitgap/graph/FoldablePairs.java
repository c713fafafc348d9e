package io.bitgap.graph;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.Convolution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;

/**
 * Convolutions whose only consumer is a batch norm.
 *
 * @param normOf name of the norm by name of the convolution
 */
record FoldablePairs(Map<String, String> normOf) {

    static FoldablePairs of(ComputationGraphConfiguration graph) {
        Map<String, String> pairs = new LinkedHashMap<>();
        graph.getVertices().forEach((name, vertex) -> {
            if (vertex instanceof LayerVertex layer
                    && layer.getLayerConf().getLayer() instanceof BatchNorm
                    && layer.getPreProcessor() == null) {
                String source = Objects.requireNonNull(graph.getVertexInputs().get(name))
                        .get(0);
                if (takesNorm(graph, source)) {
                    pairs.put(source, name);
                }
            }
        });
        return new FoldablePairs(pairs);
    }

    private static boolean takesNorm(ComputationGraphConfiguration graph, String source) {
        if (!(graph.getVertices().get(source) instanceof LayerVertex vertex
                && vertex.getLayerConf().getLayer() instanceof Convolution convolution
                && !convolution.relu()
                && consumers(graph, source) == 1)) {
            return false;
        }
        if (convolution.quantizerSpec() != null) {
            throw new IllegalArgumentException(
                    "%s has a weight quantizer already; fold batch norms first, then attach quantizers"
                            .formatted(source));
        }
        return true;
    }

    /** Vertices that read it, and the network's user if it is an output. */
    private static long consumers(ComputationGraphConfiguration graph, String source) {
        long inside = graph.getVertexInputs().values().stream()
                .flatMap(List::stream)
                .filter(source::equals)
                .count();
        return inside + (graph.getNetworkOutputs().contains(source) ? 1 : 0);
    }
}
