package io.bitgap.graph;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.ResidualAdd;
import java.util.Locale;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Describes a vertex briefly: kernel, stride, channels. */
final class VertexText {
    private static final String RELU = ", ReLU";

    private VertexText() {}

    static String of(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layerVertex) {
            return of(vertex, layerVertex.getLayerConf().getLayer());
        }
        String kind = VertexKind.of(vertex);
        return vertex instanceof ResidualAdd add && add.relu() ? kind + RELU : kind;
    }

    private static String of(GraphVertex vertex, Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            return convolution(convolution);
        }
        if (layer instanceof BatchNorm norm) {
            return norm.relu() ? "batch norm" + RELU : "batch norm";
        }
        if (layer instanceof SubsamplingLayer pooling) {
            return "%s pooling %s, stride %s"
                    .formatted(
                            word(pooling.getPoolingType()), sides(pooling.getKernelSize()), side(pooling.getStride()));
        }
        if (layer instanceof GlobalPoolingLayer pooling) {
            return "global " + word(pooling.getPoolingType()) + " pooling";
        }
        if (layer instanceof ActivationLayer activation) {
            return activation.getActivationFn().toString().toLowerCase(Locale.ROOT);
        }
        if (layer instanceof FeedForwardLayer dense && !(layer instanceof BatchNormalization)) {
            return "%s %d → %d%s".formatted(VertexKind.of(vertex), dense.getNIn(), dense.getNOut(), function(dense));
        }
        return VertexKind.of(vertex);
    }

    private static String convolution(ConvolutionLayer layer) {
        return "conv %s, stride %s, %d → %d%s%s"
                .formatted(
                        sides(layer.getKernelSize()),
                        side(layer.getStride()),
                        layer.getNIn(),
                        layer.getNOut(),
                        layer.hasBias() ? ", bias" : "",
                        function(layer));
    }

    private static String function(BaseLayer layer) {
        IActivation function = layer.getActivationFn();
        return function == null || function instanceof ActivationIdentity
                ? ""
                : ", " + function.toString().toLowerCase(Locale.ROOT);
    }

    private static String word(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }

    private static String sides(int[] size) {
        return size[0] + "×" + size[size.length - 1];
    }

    private static String side(int[] size) {
        return size[0] == size[size.length - 1] ? Integer.toString(size[0]) : sides(size);
    }
}
