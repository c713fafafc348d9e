package io.bitgap.training;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

final class LearningRates {
    private LearningRates() {}

    /** The learning rate of the step that was just made. */
    static double current(ComputationGraph graph) {
        BaseLayer output = (BaseLayer) graph.getOutputLayer(0).conf().getLayer();
        return output.getIUpdater().getLearningRate(graph.getIterationCount() - 1, graph.getEpochCount());
    }
}
