package io.bitgap.training;

import io.bitgap.dataset.Augmentation;
import io.bitgap.dataset.BatchStream;
import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.graph.InferenceNetwork;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.layer.StopCheck;
import io.bitgap.network.ImageShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One training job from its start to its last epoch. The same plan, data, start and thread count give the same bits, also
 * when the run was interrupted and resumed from a checkpoint in between.
 */
public final class TrainingRun {
    private final TrainingPlan plan;
    private final UsedImages images;
    private final ImageDataset data;
    private final TrainingObserver observer;
    private final ComputationGraph graph;
    private final int steps;
    private final EpochPhases phases;
    private final Calibration calibration;
    private final TrainingStart start;
    private final TrainingAids aids;
    private final BatchNormReestimation reestimation;
    private final InferenceNetwork inference;
    private final EarlyStopping stopping;

    /** @param data the whole data set; the plan's limits are applied here */
    public TrainingRun(TrainingPlan plan, ImageDataset data, TrainingStart start, TrainingObserver observer) {
        this.plan = plan;
        this.images = UsedImages.of(data, plan.limits());
        this.data = images.data();
        this.observer = observer;
        this.steps = Math.max(1, this.data.train().size() / plan.recipe().batchSize());
        this.graph = StartingPoint.network(plan, shape(data), data.classes().size(), steps, start);
        this.graph.setListeners(GradientListeners.of(graph, plan.recipe()));
        this.phases = new EpochPhases(plan.recipe());
        this.calibration = new Calibration(graph, plan, this.data, observer);
        this.start = start;
        this.inference = InferenceNetwork.of(graph);
        this.reestimation = new BatchNormReestimation(plan, this.data, observer);
        this.stopping = new EarlyStopping(plan.recipe().selection().earlyStopping());
        this.aids = TrainingAids.of(plan.recipe(), graph, steps, start, stopping);
        if (start instanceof TrainingStart.Resume resume) {
            aids.recall(resume.memory());
        }
    }

    private static ImageShape shape(ImageDataset data) {
        return new ImageShape(data.height(), data.width(), data.channels());
    }

    /** Steps an epoch. */
    public int steps() {
        return steps;
    }

    /**
     * Trains to the last epoch; nothing where every epoch is there already and only the end of the run was lost.
     *
     * @throws TrainingFailed when a loss or gradient is not finite or a quantizer is dead
     * @throws TrainingStopped when the observer asked for it
     */
    public void execute() {
        try (StopCheck ignored = StopCheck.by(this::endIfAsked)) {
            train();
        }
    }

    private void endIfAsked() {
        if (observer.stopRequested()) {
            throw new TrainingStopped();
        }
    }

    private void train() {
        int epochs = plan.recipe().epochs();
        Pace pace = new Pace(
                graph.getEpochCount(),
                epochs,
                steps,
                plan.recipe().batchSize(),
                (double) images.evaluated() * plan.recipe().selection().evaluations(epochs) / epochs);
        if (graph.getIterationCount() == 0) {
            calibrate(start instanceof TrainingStart.FineTune);
        }
        while (graph.getEpochCount() < epochs && !stopping.over(graph.getEpochCount())) {
            enter(graph.getEpochCount());
            RunningMean training = trainEpoch(pace);
            graph.incrementEpochCount();
            endEpoch(training.accuracy(), graph.getEpochCount(), pace);
        }
    }

    /** @param trained whether the weights are worth looking at before they are trained on */
    private void calibrate(boolean trained) {
        calibration.first(trained);
        if (trained && plan.method() != null && !plan.recipe().freezesBatchNorm(0)) {
            reestimation.afterCalibration(graph);
        }
        if (trained) {
            Evaluation before = evaluated();
            aids.begins(before);
            if (plan.method() != null && !trainedQuantized()) {
                observer.quantized(before);
            }
        }
    }

    /** Whether it starts from a network that was trained with quantizers already, so that its start is no result of calibration alone. */
    private boolean trainedQuantized() {
        return start instanceof TrainingStart.FineTune tuned
                && Arrays.stream(tuned.parent().getLayers())
                        .anyMatch(layer -> layer instanceof QuantizerRuntime runtime
                                && runtime.attached().isPresent());
    }

    private void enter(int epoch) {
        if (phases.endsDelay(epoch)) {
            calibration.again(epoch);
        }
        phases.enter(graph, epoch);
    }

    private RunningMean trainEpoch(Pace pace) {
        int epoch = graph.getEpochCount();
        Recipe recipe = plan.recipe();
        RunningMean whole = new RunningMean();
        StepMetrics metrics = new StepMetrics(graph, steps, observer);
        EpochSpeed speed = new EpochSpeed(steps);
        pace.epochBegins();
        Augmentation augmentation = recipe.regularizers().augmentation(recipe.augmentation());
        try (BatchStream batches = Batches.training(data, recipe.batchSize(), augmentation, plan.seed(), epoch)) {
            for (int step = 1; batches.hasNext(); step++) {
                endIfAsked();
                long begun = System.nanoTime();
                DataSet batch = batches.next();
                aids.beforeStep(batch);
                graph.fit(batch);
                aids.afterStep();
                speed.step(batch.numExamples(), System.nanoTime() - begun);
                metrics.after(step, batch.numExamples(), whole);
                pace.step(step).ifPresent(observer::progressed);
            }
        }
        long trained = (epoch + 1L) * steps;
        pace.epochTrained(speed.median());
        observer.measured(List.of(
                new MetricPoint(MetricPoint.EPOCH_LOSS, trained, epoch + 1, whole.loss()),
                new MetricPoint(MetricPoint.EPOCH_TOP1, trained, epoch + 1, whole.top1()),
                new MetricPoint(MetricPoint.TRAINING_SPEED, trained, epoch + 1, speed.median())));
        return whole;
    }

    private void endEpoch(Accuracy training, int epoch, Pace pace) {
        int epochs = plan.recipe().epochs();
        if (plan.recipe().selection().evaluates(epoch, epochs)) {
            evaluate(training, epoch);
        } else {
            observer.epochTrained(epoch, training);
        }
        observer.progressed(pace.epochEnded(epoch));
    }

    private void evaluate(Accuracy training, int epoch) {
        aids.beforeEvaluation();
        Evaluation test = evaluated();
        Accuracy validation = validation();
        boolean last = ends(epoch, validation);
        if (last && reestimation.wanted()) {
            test = reestimated(test);
            validation = validation();
        }
        EpochResult result = new EpochResult(epoch, training, test, validation, warnings(test, training.loss()));
        requireFinite(result);
        TrainingState state = new TrainingState(graph, QuantizerStates.of(graph, inference), aids.memory());
        observer.measured(EpochMetrics.of(result, state, aids.measurements(), (long) epoch * steps));
        // before anything is saved: a checkpoint is of an epoch that passed, so that whoever resumes goes on from a
        // sound one
        QuantizerStates.requireAlive(state.quantizers());
        observer.epochEnded(result, state, last);
        aids.afterEvaluation();
    }

    private boolean ends(int epoch, @Nullable Accuracy validation) {
        stopping.evaluated(epoch, validation);
        boolean early = epoch < plan.recipe().epochs() && stopping.over(epoch);
        if (early) {
            observer.endedEarly(epoch);
        }
        return early || epoch >= plan.recipe().epochs();
    }

    private @Nullable Accuracy validation() {
        return images.validation() == null
                ? null
                : Evaluation.of(inference, images.validation(), observer).accuracy();
    }

    private List<ResultWarning> warnings(Evaluation test, double trainLoss) {
        List<ResultWarning> warnings = new ArrayList<>(ResultWarnings.of(plan.method(), data, test, trainLoss));
        warnings.addAll(aids.evaluated(test));
        return warnings;
    }

    private Evaluation reestimated(Evaluation before) {
        int batches = reestimation.afterTraining(graph);
        Evaluation after = evaluated();
        observer.reestimated(batches, before, after);
        observer.measured(EpochMetrics.beforeReestimation(before, graph.getEpochCount(), steps));
        return after;
    }

    private Evaluation evaluated() {
        inference.update();
        QuantizerStates.sampleNext(inference);
        return Evaluation.of(inference, data, observer);
    }

    private static void requireFinite(EpochResult result) {
        if (!Double.isFinite(result.test().loss())) {
            throw new TrainingFailed(
                    "loss-not-finite",
                    "the loss on the test images is %s after epoch %d; a lower learning rate or a warm-up may help"
                            .formatted(result.test().loss(), result.epoch()));
        }
    }
}
