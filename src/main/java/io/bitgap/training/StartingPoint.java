package io.bitgap.training;

import io.bitgap.layer.MemoryLimit;
import io.bitgap.network.ImageShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Makes the network that a run begins with. */
final class StartingPoint {
    private StartingPoint() {}

    static ComputationGraph network(TrainingPlan plan, ImageShape images, int classes, int steps, TrainingStart start) {
        ComputationGraph graph = start instanceof TrainingStart.Resume resume
                ? resume.checkpoint()
                : fresh(plan, images, classes, steps);
        if (start instanceof TrainingStart.FineTune fineTune) {
            WeightTransfer.between(fineTune.parent(), graph);
        }
        FusedSgdUpdater.install(graph);
        return graph;
    }

    private static ComputationGraph fresh(TrainingPlan plan, ImageShape images, int classes, int steps) {
        ComputationGraphConfiguration configuration =
                PlannedNetwork.of(plan, images, classes, steps).configuration();
        MemoryLimit.require(MemoryNeed.beforeTheFirstStep(configuration));
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }
}
