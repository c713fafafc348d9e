package io.bitgap.graph;

import io.bitgap.layer.BatchNorm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * The tensors whose magnitude does not matter, because every way from them leads to a batch norm that follows the batches,
 * through nothing but what scales with its input: ReLU and pooling. An addition is none of these: there the magnitude decides
 * what a summand weighs beside the other one.
 *
 * @param tensors names of the vertices whose output they are
 */
record Normalized(Set<String> tensors) {
    static Normalized of(ComputationGraphConfiguration graph) {
        DataFlow flow = new DataFlow(graph);
        List<String> backwards = new ArrayList<>(flow.order());
        Collections.reverse(backwards);
        Map<String, List<String>> readers = new HashMap<>();
        backwards.forEach(name -> flow.inputs(name)
                .forEach(input -> readers.computeIfAbsent(input, unread -> new ArrayList<>())
                        .add(name)));
        Set<String> found = new HashSet<>();
        for (String name : backwards) {
            boolean all = readers.getOrDefault(name, List.of()).stream().allMatch(reader -> {
                GraphVertex vertex = Objects.requireNonNull(graph.getVertices().get(reader));
                return follows(vertex) || found.contains(reader) && scales(vertex);
            });
            if (all && !graph.getNetworkOutputs().contains(name) && readers.containsKey(name)) {
                found.add(name);
            }
        }
        return new Normalized(found);
    }

    boolean holds(String tensor) {
        return tensors.contains(tensor);
    }

    private static boolean follows(GraphVertex vertex) {
        return vertex instanceof LayerVertex layer
                && layer.getLayerConf().getLayer() instanceof BatchNormalization norm
                && !(norm instanceof BatchNorm own && own.frozen());
    }

    private static boolean scales(GraphVertex vertex) {
        if (!(vertex instanceof LayerVertex layerVertex)) {
            return false;
        }
        Layer layer = layerVertex.getLayerConf().getLayer();
        return layer instanceof GlobalPoolingLayer
                || layer instanceof SubsamplingLayer
                || layer instanceof ActivationLayer activation
                        && (activation.getActivationFn() instanceof ActivationReLU
                                || activation.getActivationFn() instanceof ActivationIdentity);
    }
}
