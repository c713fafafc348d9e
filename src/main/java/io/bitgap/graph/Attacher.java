package io.bitgap.graph;

import io.bitgap.layer.Quantize;
import io.bitgap.layer.WeightLayer;
import io.bitgap.quantizer.QuantizerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;

/**
 * The graph pass: from an fp32 configuration to one with quantizers. Weight quantizers become part of their layer; an
 * activation quantizer becomes a node on the layer's input. A tensor that feeds several quantized layers gets one node
 * that they share; layers that stay fp32, additions and pooling keep reading the tensor itself.
 */
public final class Attacher {
    private final ComputationGraphConfiguration graph;
    private final AttachSetting setting;
    private final Map<Tensor, String> nodes = new HashMap<>();

    private record Tensor(String source, QuantizerSpec spec) {}

    private Attacher(ComputationGraphConfiguration graph, AttachSetting setting) {
        this.graph = graph;
        this.setting = setting;
    }

    /** Attaches quantizers to a copy. */
    public static Attachment attach(ComputationGraphConfiguration source, AttachSetting setting) {
        Attacher attacher = new Attacher(source.clone(), setting);
        List<AttachedLayer> layers = attacher.attachAll();
        attacher.graph.setTopologicalOrder(null);
        attacher.graph.setTopologicalOrderStr(null);
        return new Attachment(attacher.graph, layers);
    }

    private List<AttachedLayer> attachAll() {
        List<AttachedLayer> layers = new ArrayList<>();
        for (String name : List.copyOf(graph.getVertices().keySet())) {
            if (graph.getVertices().get(name) instanceof LayerVertex vertex
                    && vertex.getLayerConf().getLayer() instanceof WeightLayer layer) {
                layers.add(attach(name, vertex.getLayerConf(), layer));
            }
        }
        return layers;
    }

    private AttachedLayer attach(String name, NeuralNetConfiguration conf, WeightLayer layer) {
        String input = Objects.requireNonNull(graph.getVertexInputs().get(name)).get(0);
        LayerSetting own = settingOf(name, input);
        if (own.weights() != null) {
            layer.quantizeWeights(own.weights());
        }
        if (own.activations() != null) {
            String node = nodeOn(input, own.activations(), conf);
            graph.getVertexInputs().put(name, List.of(node));
        }
        long weights = conf.getLayer().initializer().numParams(conf.getLayer()) - layer.quantizerElements();
        return new AttachedLayer(name, layer.kind(), own, weights, reason(name, input, own));
    }

    private LayerSetting settingOf(String name, String input) {
        if (setting.ignore().contains(name)) {
            return LayerSetting.FP32;
        }
        if (isFirst(input)) {
            return setting.first();
        }
        return isLast(name) ? setting.last() : setting.usual();
    }

    private String reason(String name, String input, LayerSetting own) {
        if (!own.equals(LayerSetting.FP32)) {
            return "";
        }
        if (setting.ignore().contains(name)) {
            return "ignored by name";
        }
        if (isFirst(input)) {
            return "first layer is kept";
        }
        return isLast(name) ? "last layer is kept" : "fp32";
    }

    private boolean isFirst(String input) {
        return graph.getNetworkInputs().contains(input);
    }

    private boolean isLast(String name) {
        return graph.getNetworkOutputs().contains(name);
    }

    /** The node that quantizes a tensor so; made when first asked for. */
    private String nodeOn(String tensor, QuantizerSpec spec, NeuralNetConfiguration consumer) {
        return nodes.computeIfAbsent(new Tensor(tensor, spec), key -> {
            String name = freeName(tensor + "-quantize");
            Quantize node = new Quantize(spec, new NonNegative(graph).holds(tensor));
            node.setLayerName(name);
            BaseLayer model = (BaseLayer) consumer.getLayer();
            node.setIUpdater(model.getIUpdater());
            node.setRegularization(model.getRegularization());
            NeuralNetConfiguration conf = consumer.clone();
            conf.setLayer(node);
            conf.setVariables(new ArrayList<>());
            graph.getVertices().put(name, new LayerVertex(conf, null));
            graph.getVertexInputs().put(name, List.of(tensor));
            return name;
        });
    }

    private String freeName(String wanted) {
        String name = wanted;
        for (int i = 2; graph.getVertices().containsKey(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
