package io.bitgap.training;

import io.bitgap.graph.InferenceNetwork;
import io.bitgap.layer.Quantize;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.evaluation.Telemetry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Reads the quantizers out of a network. */
final class QuantizerStates {
    private QuantizerStates() {}

    /** Lets every quantize node look at the next batch, so that {@link #of} can say how well it fits. */
    static void sampleNext(InferenceNetwork inference) {
        for (Layer layer : inference.graph().getLayers()) {
            if (layer instanceof QuantizerRuntime runtime) {
                runtime.sampleNext();
            }
        }
    }

    /**
     * The quantizers of a network in training.
     *
     * @param inference its twin: the one that batches went through after {@link #sampleNext}
     */
    static List<LayerQuantization> of(ComputationGraph graph, InferenceNetwork inference) {
        List<LayerQuantization> states = new ArrayList<>();
        for (Layer layer : graph.getLayers()) {
            if (layer instanceof QuantizerRuntime runtime) {
                QuantizerRuntime fitted =
                        layer.conf().getLayer() instanceof Quantize node ? node(inference, node) : runtime;
                runtime.attached().ifPresent(quantizer -> states.add(state(layer, fitted, quantizer)));
            }
        }
        return states;
    }

    private static QuantizerRuntime node(InferenceNetwork inference, Quantize node) {
        return (QuantizerRuntime) inference.graph().getLayer(node.getLayerName());
    }

    /** @throws TrainingFailed naming the first layer whose quantizer lets nothing through any more */
    static void requireAlive(List<LayerQuantization> states) {
        for (LayerQuantization state : states) {
            Telemetry telemetry = state.telemetry();
            if (telemetry != null && telemetry.dead()) {
                throw new TrainingFailed("dead-quantizer", reason(state, telemetry));
            }
        }
    }

    private static String reason(LayerQuantization state, Telemetry telemetry) {
        String what = state.spec().role() == Role.WEIGHTS ? "weights" : "activations";
        return "the %s quantizer of %s (%s, %d bits) is dead: every value falls on one level, %.1f %% are clipped; "
                        .formatted(
                                what,
                                state.layer(),
                                state.spec().quantizer(),
                                state.spec().bits(),
                                100 * telemetry.clipped())
                + "a lower learning rate, more bits for this layer, or a start from the baseline may help";
    }

    private static LayerQuantization state(Layer layer, QuantizerRuntime runtime, Quantizer quantizer) {
        QuantizerViews views = new QuantizerViews(layer.paramTable());
        Map<String, Double> values = new LinkedHashMap<>();
        quantizer.parameters().forEach(p -> values.put(p.name(), views.mean(p.name())));
        values.putAll(quantizer.derived(views));
        return new LayerQuantization(
                layer.conf().getLayer().getLayerName(),
                quantizer.spec(),
                values,
                quantizer.levels(),
                runtime.telemetry().orElse(null));
    }
}
