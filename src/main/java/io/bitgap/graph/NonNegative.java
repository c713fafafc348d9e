package io.bitgap.graph;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.Convolution;
import io.bitgap.layer.Dense;
import io.bitgap.layer.ResidualAdd;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Tells tensors that cannot have negative values: behind a ReLU, or pooled from such. */
record NonNegative(ComputationGraphConfiguration graph) {
    boolean holds(String tensor) {
        GraphVertex vertex = graph.getVertices().get(tensor);
        if (vertex instanceof ResidualAdd add) {
            return add.relu();
        }
        if (!(vertex instanceof LayerVertex layerVertex)) {
            return false;
        }
        Layer layer = layerVertex.getLayerConf().getLayer();
        if (layer instanceof BatchNorm norm) {
            return norm.relu();
        }
        if (layer instanceof Convolution convolution) {
            return convolution.relu();
        }
        if (layer instanceof Dense dense) {
            return dense.relu();
        }
        if (layer instanceof ActivationLayer activation) {
            return activation.getActivationFn() instanceof ActivationReLU;
        }
        List<String> inputs = graph.getVertexInputs().getOrDefault(tensor, List.of());
        boolean pooling = layer instanceof GlobalPoolingLayer || layer instanceof SubsamplingLayer;
        return pooling && inputs.stream().allMatch(this::holds);
    }
}
