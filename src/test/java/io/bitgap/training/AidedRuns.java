package io.bitgap.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trainings of two steps an epoch, and what they leave behind. */
final class AidedRuns implements TrainingObserver {
    static final Recipe SHORT =
            Recipe.fineTuning().epochs(2).batchSize(32).learningRate(0.05).batchNorm(BatchNormMode.TRAIN);

    final Map<String, List<Double>> metrics = new HashMap<>();
    final List<Evaluation> reestimated = new ArrayList<>();
    private byte[] saved = new byte[0];
    private @Nullable TrainingState state;
    private @Nullable EpochResult result;
    private int epochs;
    private final int stopAfter;

    private AidedRuns(int stopAfter) {
        this.stopAfter = stopAfter;
    }

    static TrainingPlan plan(Recipe recipe) {
        QuantizerChoice lsq = new QuantizerChoice("lsq", Map.of());
        return plan(new MethodPlan("lsq", lsq, lsq, 3, 3), recipe);
    }

    static TrainingPlan plan(@Nullable MethodPlan method, Recipe recipe) {
        return Plans.of("resnet8", "shapes10", method, recipe, new Limits(64, 50), 4);
    }

    /** To the end, or to the end of an epoch. */
    static AidedRuns of(TrainingPlan plan, TrainingStart start, int stopAfter) {
        AidedRuns run = new AidedRuns(stopAfter);
        try {
            new TrainingRun(plan, DrawnShapes.ALL, start, run).execute();
        } catch (TrainingStopped stopped) {
            // as it was asked for
        }
        return run;
    }

    static AidedRuns of(TrainingPlan plan, TrainingStart start) {
        return of(plan, start, Integer.MAX_VALUE);
    }

    TrainingStart resume() {
        return new TrainingStart.Resume(graph(), memory());
    }

    /** As it was saved last. */
    ComputationGraph graph() {
        try {
            return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(saved), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TrainingMemory memory() {
        return Objects.requireNonNull(state).memory();
    }

    EpochResult result() {
        return Objects.requireNonNull(result);
    }

    INDArray parameters() {
        return graph().params();
    }

    @Override
    public void measured(List<MetricPoint> points) {
        points.forEach(point ->
                metrics.computeIfAbsent(point.name(), name -> new ArrayList<>()).add(point.value()));
    }

    @Override
    public void progressed(Progress progress) {}

    @Override
    public void reestimated(int batches, Evaluation before, Evaluation after) {
        reestimated.add(before);
        reestimated.add(after);
    }

    @Override
    public void epochEnded(EpochResult ended, TrainingState now, boolean last) {
        epochs++;
        result = ended;
        state = now;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ModelSerializer.writeModel(now.graph(), out, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        saved = out.toByteArray();
    }

    @Override
    public boolean stopRequested() {
        return epochs >= stopAfter;
    }
}
