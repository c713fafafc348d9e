package io.bitgap.training;

import io.bitgap.network.ImageShape;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes the network that a run begins with. */
final class StartingPoint {
    private StartingPoint() {}

    static ComputationGraph network(TrainingPlan plan, ImageShape images, int classes, int steps, TrainingStart start) {
        if (start instanceof TrainingStart.Resume resume) {
            return resume.checkpoint();
        }
        ComputationGraph graph = new ComputationGraph(
                PlannedNetwork.of(plan, images, classes, steps).configuration());
        graph.init();
        if (start instanceof TrainingStart.FineTune fineTune) {
            copy(fineTune.baseline(), graph);
        }
        return graph;
    }

    /** Copies weights and batch-norm statistics by layer and name; what only quantizers have stays as it is. */
    private static void copy(ComputationGraph from, ComputationGraph to) {
        for (Layer source : from.getLayers()) {
            String name = source.conf().getLayer().getLayerName();
            Layer target = to.getLayer(name);
            if (target == null) {
                throw new TrainingFailed(
                        "baseline-differs", "the baseline has a layer %s that this network has not".formatted(name));
            }
            Map<String, INDArray> own = target.paramTable();
            source.paramTable().forEach((key, value) -> {
                INDArray place = own.get(key);
                if (place == null || !java.util.Arrays.equals(place.shape(), value.shape())) {
                    throw new TrainingFailed(
                            "baseline-differs", "the baseline's layer %s does not fit this network".formatted(name));
                }
                place.assign(value);
            });
        }
    }
}
