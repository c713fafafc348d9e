package io.bitgap.graph;

import io.bitgap.format.NameSuggestions;
import io.bitgap.layer.WeightLayer;
import io.bitgap.problem.Problem;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Rescale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.jspecify.annotations.Nullable;

/**
 * The graph pass: from an fp32 configuration to one with quantizers. Weight quantizers become part of their layer; an
 * activation quantizer becomes a node on the input of what is quantized. A tensor that several quantized vertices read
 * gets one node that they share; whatever stays fp32 keeps reading the tensor itself.
 */
public final class Attacher {
    private final ComputationGraphConfiguration graph;
    private final QuantizeNodes nodes;
    private final Normalized normalized;

    private Attacher(ComputationGraphConfiguration graph) {
        this.graph = graph;
        this.nodes = new QuantizeNodes(graph);
        this.normalized = Normalized.of(graph);
    }

    /**
     * Attaches quantizers to a copy.
     *
     * @throws Problem (422) when the setting names a vertex that is not there
     */
    public static Attachment attach(ComputationGraphConfiguration source, AttachSetting setting) {
        checkNames(source, setting);
        Map<String, Decision> decisions = AttachDecisions.of(source, setting);
        Attacher attacher = new Attacher(source.clone());
        List<AttachedLayer> layers = new ArrayList<>();
        decisions.forEach((name, decision) -> layers.add(attacher.attach(name, decision)));
        attacher.graph.setTopologicalOrder(null);
        attacher.graph.setTopologicalOrderStr(null);
        return new Attachment(attacher.graph, layers);
    }

    private static void checkNames(ComputationGraphConfiguration source, AttachSetting setting) {
        Set<String> named = new TreeSet<>(setting.ignore());
        named.addAll(setting.overrides().keySet());
        for (String name : named) {
            if (!source.getVertices().containsKey(name)) {
                throw new Problem(
                        Problem.Kind.UNPROCESSABLE,
                        "unknown-layer",
                        "the network has no layer '%s'; %s"
                                .formatted(
                                        name,
                                        NameSuggestions.hint(
                                                name, source.getVertices().keySet())));
            }
        }
    }

    private AttachedLayer attach(String name, Decision decision) {
        GraphVertex vertex = Objects.requireNonNull(graph.getVertices().get(name));
        NeuralNetConfiguration conf = vertex instanceof LayerVertex layerVertex ? layerVertex.getLayerConf() : null;
        long weights = 0;
        QuantizerSpec weightQuantizer = null;
        if (conf != null && conf.getLayer() instanceof WeightLayer layer) {
            weights = layer.weights();
            weightQuantizer = quantizeWeights(name, layer, decision.setting().weights());
        }
        List<InputNode> inputs = nodes.attach(name, decision.setting());
        return new AttachedLayer(name, VertexKind.of(vertex), weightQuantizer, inputs, weights, decision.reason());
    }

    private @Nullable QuantizerSpec quantizeWeights(String name, WeightLayer layer, @Nullable QuantizerSpec asked) {
        if (asked == null) {
            return null;
        }
        QuantizerSpec spec = normalized.holds(name) ? asked : Rescale.withoutBatchNorm(asked);
        layer.quantizeWeights(spec);
        return spec;
    }
}
