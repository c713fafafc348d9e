package io.bitgap.graph;

import io.bitgap.layer.ResidualAdd;
import io.bitgap.layer.WeightLayer;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** The operations whose inputs can be quantized. */
public enum Operation {
    /** Its input and its weights. */
    CONVOLUTION("convolution", "convolutions"),
    /** Its input and its weights; the output layer is one too. */
    DENSE("dense", "dense layers"),
    /** Every summand. */
    ADD("addition", "additions"),
    /** Its input. */
    POOLING("pooling", "pooling");

    private final String one;
    private final String many;

    Operation(String one, String many) {
        this.one = one;
        this.many = many;
    }

    /** In the plural, as a sentence says it. */
    String many() {
        return many;
    }

    /** As {@link AttachedLayer#kind()}. */
    String kind() {
        return one;
    }

    /** What a vertex does, when its inputs can be quantized. */
    static Optional<Operation> of(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layerVertex) {
            return of(layerVertex.getLayerConf().getLayer());
        }
        boolean adds = vertex instanceof ResidualAdd
                || vertex instanceof ElementWiseVertex elements && elements.getOp() == ElementWiseVertex.Op.Add;
        return adds ? Optional.of(ADD) : Optional.empty();
    }

    private static Optional<Operation> of(Layer layer) {
        if (layer instanceof WeightLayer weights) {
            return Optional.of(weights.kind().equals(CONVOLUTION.one) ? CONVOLUTION : DENSE);
        }
        boolean pools = layer instanceof SubsamplingLayer || layer instanceof GlobalPoolingLayer;
        return pools ? Optional.of(POOLING) : Optional.empty();
    }
}
