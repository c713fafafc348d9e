package io.bitgap.worker;

import io.bitgap.dataset.ImageDataset;
import io.bitgap.training.Accuracy;
import io.bitgap.training.EpochResult;
import io.bitgap.training.Evaluation;
import io.bitgap.training.ImageClasses;
import io.bitgap.training.MetricPoint;
import io.bitgap.training.Progress;
import io.bitgap.training.TestSplit;
import io.bitgap.training.TrainingMemory;
import io.bitgap.training.TrainingObserver;
import io.bitgap.training.TrainingPlan;
import io.bitgap.training.TrainingStart;
import io.bitgap.training.TrainingState;
import io.bitgap.training.TrainingStopped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Goes through the motions of training on a real, tiny network; what happens at each step is up to the test. */
final class ScriptedTrainer implements Trainer {
    static final int STEPS = 3;

    /** What a test does at a step, on the training thread. */
    interface Script {
        void at(TrainingPlan plan, int epoch, int step);
    }

    private volatile Script script = (plan, epoch, step) -> {};
    private final List<String> log = new CopyOnWriteArrayList<>();

    void play(Script next) {
        script = next;
        log.clear();
    }

    /** {@code seed:epoch} of every epoch that was trained to its end. */
    List<String> epochs() {
        return log;
    }

    @Override
    public Session prepare(TrainingPlan plan, ImageDataset data, TrainingStart start, TrainingObserver observer) {
        ComputationGraph graph = graph(plan, start);
        int finished =
                start instanceof TrainingStart.Resume ? graph.getConfiguration().getEpochCount() : 0;
        return new Session() {
            @Override
            public int steps() {
                return STEPS;
            }

            @Override
            public void execute() {
                for (int epoch = finished + 1; epoch <= plan.recipe().epochs(); epoch++) {
                    epoch(epoch);
                }
            }

            private void epoch(int epoch) {
                int epochs = plan.recipe().epochs();
                for (int step = 1; step <= STEPS; step++) {
                    if (observer.stopRequested()) {
                        throw new TrainingStopped();
                    }
                    script.at(plan, epoch, step);
                    long done = (long) (epoch - 1) * STEPS + step;
                    observer.measured(List.of(new MetricPoint("train/loss", done, done / (double) STEPS, 1.0 / done)));
                    observer.progressed(new Progress(epoch - 1, epochs, step, STEPS, 100, 1));
                }
                graph.params().addi(0.001 * epoch);
                graph.getConfiguration().setEpochCount(epoch);
                observer.epochEnded(
                        new EpochResult(epoch, new Accuracy(1, 0.5), tested(0.1 * epoch, plan, data), null, List.of()),
                        new TrainingState(graph, List.of(), TrainingMemory.NONE),
                        epoch == epochs);
                log.add(plan.seed() + ":" + epoch);
            }
        };
    }

    /** An accuracy, and class 0 for all images. */
    private static Evaluation tested(double top1, TrainingPlan plan, ImageDataset data) {
        int images = TestSplit.of(data, plan.limits()).size();
        ImageClasses predictions =
                ImageClasses.of(new int[images], data.classes().size());
        return new Evaluation(1, top1, 0.1, 1, null, predictions);
    }

    private static ComputationGraph graph(TrainingPlan plan, TrainingStart start) {
        if (start instanceof TrainingStart.Resume resume) {
            return resume.checkpoint();
        }
        if (start instanceof TrainingStart.FineTune fineTune) {
            return fineTune.parent();
        }
        var graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(plan.seed())
                .updater(new Nesterovs(0.1))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(2))
                .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "in")
                .setOutputs("out")
                .build());
        graph.init();
        return graph;
    }
}
