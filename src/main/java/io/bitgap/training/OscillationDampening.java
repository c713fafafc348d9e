package io.bitgap.training;

import io.bitgap.layer.QuantizerRuntime;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Pulls latent weights towards their levels, so that those between two stay on one, more and more over the run: lambda_t = lambda / 2
 * * (1 - cos(pi * t / T)) at step t of T. Early weights still have to travel (arXiv 2203.11086, section 4.1).
 */
final class OscillationDampening implements TrainingAid {
    private final ComputationGraph graph;
    private final double lambda;
    private final long steps;
    private final List<QuantizerRuntime> layers;

    /** @param steps of the whole run */
    OscillationDampening(ComputationGraph graph, double lambda, long steps) {
        this.graph = graph;
        this.lambda = lambda;
        this.steps = steps;
        this.layers = Arrays.stream(graph.getLayers())
                .filter(QuantizerRuntime.class::isInstance)
                .map(QuantizerRuntime.class::cast)
                .toList();
    }

    @Override
    public void beforeStep(DataSet batch) {
        double now = lambda / 2 * (1 - Math.cos(Math.PI * graph.getIterationCount() / steps));
        // gradients are sums over the batch until the update
        layers.forEach(layer -> layer.dampen(now * batch.numExamples()));
    }
}
