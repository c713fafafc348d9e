package io.bitgap.training;

import io.bitgap.graph.BatchNormFolding;
import io.bitgap.layer.QuantizedLayer;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.layer.RunningStatistics;
import io.bitgap.quantizer.Quantizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies a trained network into one that is about to be fine-tuned, by names of layers and parameters. */
final class WeightTransfer {
    private WeightTransfer() {}

    /**
     * Weights and batch-norm statistics always; what a quantizer has learned if the same quantizer stands at the same place
     * and its numbers mean the same at other bits. Every other quantizer is left to be calibrated. Where the child has no batch
     * norms, the parent's are folded.
     */
    static void between(ComputationGraph parent, ComputationGraph child) {
        if (Arrays.stream(parent.getLayers()).anyMatch(layer -> foldedAway(layer, child))) {
            BatchNormFolding.copy(parent, child);
            return;
        }
        for (Layer source : parent.getLayers()) {
            String name = source.conf().getLayer().getLayerName();
            List<String> ofQuantizer = quantizerKeys(source);
            if (!has(child, name) && ofQuantizer.size() == source.paramTable().size()) {
                continue; // a quantize node that the child has not
            }
            if (!has(child, name)) {
                throw new TrainingFailed(
                        "baseline-differs",
                        "the network to start from has a layer %s that this one has not".formatted(name));
            }
            copy(source, child.getLayer(name), ofQuantizer);
        }
    }

    private static boolean foldedAway(Layer layer, ComputationGraph child) {
        return layer instanceof RunningStatistics
                && !has(child, layer.conf().getLayer().getLayerName());
    }

    private static boolean has(ComputationGraph graph, String layer) {
        return graph.getConfiguration().getVertices().containsKey(layer);
    }

    private static void copy(Layer source, Layer target, List<String> ofQuantizer) {
        Map<String, INDArray> own = target.paramTable();
        source.paramTable().forEach((key, value) -> {
            if (ofQuantizer.contains(key) && !sameQuantizer(source, target)) {
                return;
            }
            INDArray place = own.get(key);
            if (place == null || !Arrays.equals(place.shape(), value.shape())) {
                throw new TrainingFailed(
                        "baseline-differs",
                        "the layer %s of the network to start from does not fit this one"
                                .formatted(source.conf().getLayer().getLayerName()));
            }
            place.assign(value);
        });
    }

    private static List<String> quantizerKeys(Layer layer) {
        Quantizer quantizer =
                layer.conf().getLayer() instanceof QuantizedLayer quantized ? quantized.quantizer() : null;
        return quantizer == null ? List.of() : QuantizerViews.keys(quantizer);
    }

    private static boolean sameQuantizer(Layer source, Layer target) {
        Quantizer from = ((QuantizedLayer) source.conf().getLayer()).quantizer();
        Quantizer to =
                target instanceof QuantizerRuntime runtime ? runtime.attached().orElse(null) : null;
        return from != null
                && to != null
                && to.parametersSurviveBits()
                && from.spec().quantizer().equals(to.spec().quantizer())
                && from.spec().role() == to.spec().role()
                && from.spec().options().equals(to.spec().options());
    }
}
