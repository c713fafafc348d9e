package io.bitgap.training;

import io.bitgap.layer.InferenceWeights;
import io.bitgap.layer.QuantizerRuntime;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/** Watches from step to step which level every quantized weight is on. */
final class CodeWatch implements TrainingAid {
    private final List<WatchedWeights> layers = new ArrayList<>();

    CodeWatch(ComputationGraph graph) {
        for (Layer layer : graph.getLayers()) {
            if (layer instanceof InferenceWeights weights
                    && layer instanceof QuantizerRuntime runtime
                    && runtime.attached().isPresent()) {
                layers.add(new WatchedWeights(layer.conf().getLayer().getLayerName(), weights));
            }
        }
    }

    List<WatchedWeights> layers() {
        return layers;
    }

    @Override
    public void beforeStep(DataSet batch) {
        layers.forEach(WatchedWeights::begin);
    }

    @Override
    public void afterStep() {
        layers.forEach(WatchedWeights::look);
    }

    /** Share of the weights whose code the last step has changed, 0..1. */
    double changed() {
        long weights = 0;
        long changed = 0;
        for (WatchedWeights layer : layers) {
            int[] before = layer.before();
            int[] now = layer.now();
            for (int i = 0; i < before.length; i++) {
                changed += before[i] == now[i] ? 0 : 1;
            }
            weights += before.length;
        }
        return weights == 0 ? 0 : (double) changed / weights;
    }
}
