package io.bitgap.training;

import io.bitgap.network.ImageShape;
import org.deeplearning4j.nn.graph.ComputationGraph;

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
            ParameterCopy.between(fineTune.parent(), graph);
        }
        return graph;
    }
}
