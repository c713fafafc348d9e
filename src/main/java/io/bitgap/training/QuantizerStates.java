package io.bitgap.training;

import io.bitgap.layer.QuantizedLayer;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.quantizer.Quantizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Reads the quantizers out of a network. */
final class QuantizerStates {
    private QuantizerStates() {}

    static List<LayerQuantization> of(ComputationGraph graph) {
        List<LayerQuantization> states = new ArrayList<>();
        for (Layer layer : graph.getLayers()) {
            if (layer.conf().getLayer() instanceof QuantizedLayer configuration) {
                Quantizer quantizer = configuration.quantizer();
                if (quantizer != null) {
                    states.add(state(layer, quantizer));
                }
            }
        }
        return states;
    }

    private static LayerQuantization state(Layer layer, Quantizer quantizer) {
        QuantizerViews views = new QuantizerViews(layer.paramTable());
        Map<String, Double> values = new LinkedHashMap<>();
        quantizer.parameters().forEach(p -> values.put(p.name(), views.get(p.name())));
        return new LayerQuantization(
                layer.conf().getLayer().getLayerName(), quantizer.spec(), values, quantizer.levels());
    }
}
