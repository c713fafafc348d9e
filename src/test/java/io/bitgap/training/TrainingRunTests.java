package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.dataset.ImageDataset;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Real trainings, small ones. */
class TrainingRunTests {
    private static final MethodPlan MIXED = new MethodPlan(
            "w-google-act-pact",
            new QuantizerChoice("google-int8", Map.of()),
            new QuantizerChoice("pact", Map.of()),
            4,
            4);

    private static final class Recorder implements TrainingObserver {
        private final List<MetricPoint> points = new ArrayList<>();
        private final List<LayerQuantization> quantizers = new ArrayList<>();
        private byte[] firstEpoch = new byte[0];
        private byte[] lastEpoch = new byte[0];
        private int stopAfterEpochs = Integer.MAX_VALUE;
        private INDArray parameters = org.nd4j.linalg.factory.Nd4j.empty();
        private int epochs;
        private @Nullable EpochResult result;

        @Override
        public void measured(List<MetricPoint> measured) {
            points.addAll(measured);
        }

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void epochEnded(EpochResult result, TrainingState state, boolean last) {
            epochs++;
            this.result = result;
            parameters = state.graph().params().dup();
            quantizers.clear();
            quantizers.addAll(state.quantizers());
            lastEpoch = saved(state.graph());
            if (epochs == 1) {
                firstEpoch = lastEpoch;
            }
        }

        @Override
        public boolean stopRequested() {
            return epochs >= stopAfterEpochs;
        }
    }

    private static byte[] saved(ComputationGraph graph) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ModelSerializer.writeModel(graph, out, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static ComputationGraph restored(byte[] bytes) throws IOException {
        return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(bytes), true);
    }

    private static TrainingPlan plan(@Nullable MethodPlan method, double rate, int epochs) {
        return Plans.of(
                "resnet8",
                "shapes10",
                method,
                Recipe.fineTuning().epochs(epochs).batchSize(32).learningRate(rate),
                Plans.edges(EdgeLayer.KEEP, EdgeLayer.SAME),
                new Limits(256, 100),
                5);
    }

    @Test
    void resumedFromItsCheckpointEndsWithTheSameBitsAsOneThatNeverStopped() throws IOException {
        ImageDataset data = DrawnShapes.ALL;
        Recorder whole = new Recorder();
        new TrainingRun(plan(MIXED, 0.05, 2), data, new TrainingStart.Scratch(), whole).execute();

        Recorder stopped = new Recorder();
        stopped.stopAfterEpochs = 1;
        TrainingRun interrupted = new TrainingRun(plan(MIXED, 0.05, 2), data, new TrainingStart.Scratch(), stopped);
        assertThatThrownBy(interrupted::execute).isInstanceOf(TrainingStopped.class);
        Recorder rest = new Recorder();
        new TrainingRun(
                        plan(MIXED, 0.05, 2),
                        data,
                        new TrainingStart.Resume(restored(stopped.firstEpoch), TrainingMemory.NONE),
                        rest)
                .execute();

        assertThat(rest.parameters).isEqualTo(whole.parameters);
        assertThat(rest.quantizers).isEqualTo(whole.quantizers);
        assertThat(rest.result).isEqualTo(whole.result);
    }

    @Test
    void fineTunedStartsWithTheWeightsOfItsBaselineAndCalibratedThresholds() {
        ImageDataset data = DrawnShapes.ALL;
        Recorder baseline = new Recorder();
        new TrainingRun(plan(null, 0.1, 2), data, new TrainingStart.Scratch(), baseline).execute();
        ComputationGraph fp32;
        try {
            fp32 = restored(baseline.firstEpoch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Recorder tuned = new Recorder();
        new TrainingRun(plan(MIXED, 1e-9, 1), data, new TrainingStart.FineTune(fp32), tuned).execute();
        ComputationGraph graph = StartingPoint.network(
                plan(MIXED, 1e-9, 1),
                new io.bitgap.network.ImageShape(32, 32, 3),
                10,
                8,
                new TrainingStart.FineTune(fp32));
        fp32.getLayer("stage2-block1-conv1")
                .paramTable()
                .forEach((name, value) -> assertThat(
                                graph.getLayer("stage2-block1-conv1").getParam(name))
                        .isEqualTo(value));
        // 6 convolution inputs behind the stem, one more in front of the classifier
        assertThat(tuned.quantizers.stream().filter(q -> q.layer().endsWith("-quantize")))
                .hasSize(7)
                .allSatisfy(q -> assertThat(q.parameters().get("alpha")).isPositive());
    }

    private static String pact(List<LayerQuantization> quantizers) {
        return quantizers.stream()
                .filter(state -> state.spec().quantizer().equals("pact"))
                .map(LayerQuantization::layer)
                .findFirst()
                .orElseThrow();
    }

    /** Whatever somebody tries: an epoch that ends with a dead quantizer is never saved, so it is never gone on from. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anEpochWithADeadQuantizerFailsHoweverOftenItIsTriedAndIsNeverSaved(int dead) throws IOException {
        TrainingPlan plan = plan(MIXED, 0.05, 3);
        Recorder sound = new Recorder();
        if (dead > 1) {
            sound.stopAfterEpochs = dead - 1;
            TrainingRun begun = new TrainingRun(plan, DrawnShapes.ALL, new TrainingStart.Scratch(), sound);
            assertThatThrownBy(begun::execute).isInstanceOf(TrainingStopped.class);
        }
        for (int attempt = 1; attempt <= 3; attempt++) {
            Recorder saved = new Recorder();
            TrainingRun run;
            if (dead == 1) {
                var wide = new QuantizerChoice("pact", Map.of("init", 1e6));
                var method = new MethodPlan("dead", QuantizerChoice.NONE, wide, 32, 2);
                run = new TrainingRun(plan(method, 0.05, 3), DrawnShapes.ALL, new TrainingStart.Scratch(), saved);
            } else {
                ComputationGraph broken = restored(sound.lastEpoch);
                broken.getLayer(pact(sound.quantizers)).getParam("alpha").assign(1e6);
                run = new TrainingRun(
                        plan, DrawnShapes.ALL, new TrainingStart.Resume(broken, TrainingMemory.NONE), saved);
            }
            assertThatThrownBy(run::execute)
                    .isInstanceOf(TrainingFailed.class)
                    .hasMessageContaining("is dead: every value falls on one level");
            assertThat(saved.epochs).isZero();
        }
        if (dead > 1) {
            Recorder mended = new Recorder();
            new TrainingRun(
                            plan,
                            DrawnShapes.ALL,
                            new TrainingStart.Resume(restored(sound.lastEpoch), TrainingMemory.NONE),
                            mended)
                    .execute();
            assertThat(mended.epochs).isEqualTo(3 - (dead - 1));
        }
    }

    @Test
    void stopsWithAReasonWhenTheLossIsNotANumber() {
        TrainingRun run =
                new TrainingRun(plan(null, 1e30, 3), DrawnShapes.ALL, new TrainingStart.Scratch(), new Recorder());
        assertThatThrownBy(run::execute).isInstanceOf(TrainingFailed.class).hasMessageContaining("learning rate");
    }

    @Test
    void reportsLossesAccuraciesAndQuantizerParameters() {
        Recorder recorder = new Recorder();
        new TrainingRun(plan(MIXED, 0.05, 1), DrawnShapes.ALL, new TrainingStart.Scratch(), recorder).execute();
        EpochResult result = Objects.requireNonNull(recorder.result);
        assertThat(recorder.points)
                .extracting(MetricPoint::name)
                .contains("train/loss", "train/top1", "train/learning-rate", "test/loss", "test/top1")
                .anyMatch(name -> name.startsWith("quantizer/") && name.endsWith("/alpha"));
        assertThat(result.testTop1()).isBetween(0.0, 1.0);
        assertThat(result.trainLoss()).isPositive();
    }
}
