package io.bitgap.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.dataset.Batches;
import io.bitgap.dataset.ImageDataset;
import io.bitgap.layer.QuantizedLayer;
import io.bitgap.network.Networks;
import io.bitgap.network.StockNetworks;
import io.bitgap.quantizer.LevelConvention;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** An uploaded network in a whole training run: the plan is all that a worker has of it. */
class UploadedTrainingTests {
    private static final class Saver implements TrainingObserver {
        private byte[] checkpoint = new byte[0];
        private List<String> quantized = List.of();
        private @Nullable EpochResult result;

        @Override
        public void measured(List<MetricPoint> measured) {}

        @Override
        public void progressed(Progress progress) {}

        @Override
        public void epochEnded(EpochResult result, TrainingState state, boolean last) {
            this.result = result;
            quantized = state.quantizers().stream()
                    .filter(layer -> layer.telemetry() != null)
                    .map(LayerQuantization::layer)
                    .toList();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                ModelSerializer.writeModel(state.graph(), out, true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            checkpoint = out.toByteArray();
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "residual"})
    void isTrainedQuantizedAndRestored(String which) throws IOException {
        String json = which.equals("lenet")
                ? StockNetworks.lenet().toJson()
                : StockNetworks.residual().toJson();
        String definition = Networks.read(which, JsonMapper.shared().readTree(json), "somebody")
                .definition();
        QuantizerChoice pact = new QuantizerChoice("pact", Map.of());
        TrainingPlan plan = new TrainingPlan(
                which,
                "shapes10",
                new ImagesPlan(32, 32, 10),
                new MethodPlan("pact", pact, pact, 4, 4),
                Recipe.fineTuning().epochs(1).batchSize(32).learningRate(0.01),
                Plans.edges(EdgeLayer.KEEP, EdgeLayer.KEEP),
                new Limits(128, 100),
                1,
                LevelConvention.BITS,
                definition);
        ImageDataset shapes = DrawnShapes.ALL;
        Saver saver = new Saver();
        new TrainingRun(plan, shapes, new TrainingStart.Scratch(), saver).execute();
        EpochResult result = Objects.requireNonNull(saver.result);
        assertThat(result.train().loss()).isFinite();

        ComputationGraph restored =
                ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(saver.checkpoint), true);
        Evaluation again = Evaluation.of(restored, Batches.limited(shapes, 128, 100));
        assertThat(again.loss()).isEqualTo(result.test().loss());
        assertThat(again.top1()).isEqualTo(result.test().top1());
        List<String> attached = Arrays.stream(restored.getLayers())
                .map(layer -> layer.conf().getLayer())
                .filter(layer -> layer instanceof QuantizedLayer quantized && quantized.quantizer() != null)
                .map(Layer::getLayerName)
                .toList();
        assertThat(attached).isNotEmpty();
        assertThat(saver.quantized).containsExactlyElementsOf(attached);
    }
}
