package io.bitgap.graph;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.ResidualAdd;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * The tensors that cannot have negative values: behind a ReLU, or pooled, added or merged from such.
 *
 * @param tensors names of the vertices whose output they are
 */
record NonNegative(Set<String> tensors) {
    static NonNegative of(ComputationGraphConfiguration graph) {
        DataFlow flow = new DataFlow(graph);
        Set<String> found = new HashSet<>();
        for (String name : flow.order()) {
            GraphVertex vertex = Objects.requireNonNull(graph.getVertices().get(name));
            List<String> inputs = flow.inputs(name);
            boolean ofSuch = !inputs.isEmpty() && found.containsAll(inputs);
            if (rectifies(vertex) || ofSuch && keepsSign(vertex)) {
                found.add(name);
            }
        }
        return new NonNegative(found);
    }

    boolean holds(String tensor) {
        return tensors.contains(tensor);
    }

    /** Whether its output cannot be negative, whatever its input. */
    private static boolean rectifies(GraphVertex vertex) {
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
        if (layer instanceof BatchNormalization) {
            return false;
        }
        if (layer instanceof ActivationLayer activation) {
            return rectifies(activation.getActivationFn());
        }
        return layer instanceof BaseLayer base && rectifies(base.getActivationFn());
    }

    private static boolean rectifies(IActivation function) {
        return function instanceof ActivationReLU
                || function instanceof ActivationReLU6
                || function instanceof ActivationSigmoid
                || function instanceof ActivationSoftPlus
                || function instanceof ActivationSoftmax;
    }

    /** Whether its output cannot be negative when no input is. */
    private static boolean keepsSign(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layerVertex) {
            Layer layer = layerVertex.getLayerConf().getLayer();
            return layer instanceof GlobalPoolingLayer
                    || layer instanceof SubsamplingLayer
                    || layer instanceof DropoutLayer;
        }
        return vertex instanceof ResidualAdd
                || vertex instanceof MergeVertex
                || vertex instanceof ElementWiseVertex elements && elements.getOp() != ElementWiseVertex.Op.Subtract;
    }
}
