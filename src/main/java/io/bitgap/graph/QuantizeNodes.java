package io.bitgap.graph;

import io.bitgap.layer.Quantize;
import io.bitgap.quantizer.QuantizerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;

/** Puts quantize nodes into a configuration: one for each tensor and spec, however many read it. */
final class QuantizeNodes {
    private final ComputationGraphConfiguration graph;
    private final NonNegative nonNegative;
    private final Map<Tensor, String> names = new HashMap<>();

    private record Tensor(String source, QuantizerSpec spec) {}

    QuantizeNodes(ComputationGraphConfiguration graph) {
        this.graph = graph;
        // what the tensors are is asked of the source, whatever is put in between
        this.nonNegative = NonNegative.of(graph);
    }

    /** Puts nodes in front of a vertex where its setting has a quantizer for that input. */
    List<InputNode> attach(String vertex, LayerSetting setting) {
        List<InputNode> nodes = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        for (String tensor : graph.getVertexInputs().getOrDefault(vertex, List.of())) {
            QuantizerSpec spec = graph.getNetworkInputs().contains(tensor)
                    ? setting.images()
                    : setting.activations(nonNegative.holds(tensor));
            if (spec == null) {
                inputs.add(tensor);
            } else if (spec.equals(InputNode.PIXELS)) {
                nodes.add(new InputNode(tensor, tensor, spec));
                inputs.add(tensor);
            } else {
                InputNode node = new InputNode(nodeOn(tensor, spec, vertex), tensor, spec);
                nodes.add(node);
                inputs.add(node.name());
            }
        }
        if (!nodes.isEmpty()) {
            graph.getVertexInputs().put(vertex, inputs);
        }
        return nodes;
    }

    private String nodeOn(String tensor, QuantizerSpec spec, String consumer) {
        return names.computeIfAbsent(new Tensor(tensor, spec), key -> {
            String name = freeName(tensor + "-quantize");
            Quantize node = new Quantize(spec, nonNegative.holds(tensor));
            node.setLayerName(name);
            NeuralNetConfiguration model = model(consumer);
            BaseLayer layer = (BaseLayer) model.getLayer();
            node.setIUpdater(layer.getIUpdater());
            node.setRegularization(layer.getRegularization());
            NeuralNetConfiguration conf = model.clone();
            conf.setLayer(node);
            conf.setVariables(new ArrayList<>());
            graph.getVertices().put(name, new LayerVertex(conf, null));
            graph.getVertexInputs().put(name, List.of(tensor));
            return name;
        });
    }

    /** Whose updater and decay a node takes: its consumer's, or for one without the network's first that has them. */
    private NeuralNetConfiguration model(String consumer) {
        GraphVertex own = graph.getVertices().get(consumer);
        if (own instanceof LayerVertex vertex && vertex.getLayerConf().getLayer() instanceof BaseLayer) {
            return vertex.getLayerConf();
        }
        return graph.getVertices().values().stream()
                .filter(LayerVertex.class::isInstance)
                .map(vertex -> ((LayerVertex) vertex).getLayerConf())
                .filter(conf -> conf.getLayer() instanceof BaseLayer)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a network without layers cannot be quantized"));
    }

    private String freeName(String wanted) {
        String name = wanted;
        for (int i = 2; graph.getVertices().containsKey(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
