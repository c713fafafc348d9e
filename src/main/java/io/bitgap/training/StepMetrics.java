package io.bitgap.training;

import io.bitgap.layer.Classifier;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Training metrics within an epoch, each averaged over a twentieth of it, so that curves are smooth. */
final class StepMetrics {
    private static final int POINTS_AN_EPOCH = 20;

    private final ComputationGraph graph;
    private final int steps;
    private final TrainingObserver observer;
    private final int window;
    private RunningMean recent = new RunningMean();

    StepMetrics(ComputationGraph graph, int steps, TrainingObserver observer) {
        this.graph = graph;
        this.steps = steps;
        this.observer = observer;
        this.window = Math.max(1, steps / POINTS_AN_EPOCH);
    }

    void after(int step, int batch, RunningMean whole) {
        Classifier output = (Classifier) graph.getOutputLayer(0);
        if (!Double.isFinite(output.loss())) {
            throw new TrainingFailed(
                    "loss-not-finite",
                    "the loss is %s at step %d of epoch %d; a lower learning rate or a warm-up may help"
                            .formatted(output.loss(), step, graph.getEpochCount() + 1));
        }
        recent.add(output.loss(), output.correct(), batch);
        whole.add(output.loss(), output.correct(), batch);
        if (step % window == 0) {
            report(step);
        }
    }

    private void report(int step) {
        long all = (long) graph.getEpochCount() * steps + step;
        double epoch = (double) all / steps;
        double rate = learningRate();
        observer.measured(List.of(
                new MetricPoint("train/loss", all, epoch, recent.loss()),
                new MetricPoint("train/top1", all, epoch, recent.top1()),
                new MetricPoint("train/learning-rate", all, epoch, rate)));
        recent = new RunningMean();
    }

    /** Of the step that was just made. */
    private double learningRate() {
        BaseLayer output = (BaseLayer) graph.getOutputLayer(0).conf().getLayer();
        return output.getIUpdater().getLearningRate(graph.getIterationCount() - 1, graph.getEpochCount());
    }
}
