package io.bitgap.graph;

import io.bitgap.layer.Quantize;
import java.util.Locale;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;

/** Names the kind of a vertex. */
final class VertexKind {
    private VertexKind() {}

    static String of(GraphVertex vertex) {
        return Operation.of(vertex).map(Operation::kind).orElseGet(() -> other(vertex));
    }

    private static String other(GraphVertex vertex) {
        if (!(vertex instanceof LayerVertex layerVertex)) {
            return words(vertex.getClass().getSimpleName().replaceFirst("Vertex$", ""));
        }
        Layer layer = layerVertex.getLayerConf().getLayer();
        if (layer instanceof BatchNormalization) {
            return "batch norm";
        }
        if (layer instanceof ActivationLayer) {
            return "activation function";
        }
        if (layer instanceof Quantize) {
            return "quantize node";
        }
        if (layer instanceof DropoutLayer) {
            return "dropout";
        }
        if (layer instanceof LossLayer) {
            return "loss";
        }
        return words(layer.getClass().getSimpleName().replaceFirst("Layer$", ""));
    }

    /** {@code ZeroPadding} is {@code zero padding}. */
    private static String words(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
