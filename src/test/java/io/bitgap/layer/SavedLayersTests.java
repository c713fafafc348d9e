package io.bitgap.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A network of every layer comes back from a file as it went. */
class SavedLayersTests {
    private final INDArray images =
            Nd4j.rand(DataType.FLOAT, new long[] {3, 9, 7, 3}).subi(0.5);
    private final DataSet batch = new DataSet(images, Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}));

    private static ComputationGraphConfiguration everything() {
        QuantizerSpec weights = new QuantizerSpec("dorefa", Role.WEIGHTS, 4, Map.of(), LevelConvention.BITS);
        Dense dense = new Dense(6).withRelu();
        dense.quantizeWeights(weights);
        Convolution tall = new Convolution(new int[] {3, 2}, new int[] {2, 1}, new int[] {1, 0}, 5, false)
                .withBias()
                .withRelu();
        tall.quantizeWeights(weights);
        QuantizerSpec activations = new QuantizerSpec("pact", Role.ACTIVATIONS, 4, Map.of(), LevelConvention.BITS);
        return StockComparison.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(StockComparison.IMAGES)
                .addLayer("stem", new Convolution(3, 1, 5, true), "in")
                .addLayer("bn", new BatchNorm(true).withFrozenStatistics(), "stem")
                .addLayer("quantize", new Quantize(activations, true), "bn")
                .addLayer("tall", tall, "quantize")
                .addLayer(
                        "plain", new Convolution(new int[] {3, 2}, new int[] {2, 1}, new int[] {1, 0}, 5, false), "bn")
                .addVertex("add", new ResidualAdd(true), "tall", "plain")
                .addLayer("dense", dense, "add")
                .addLayer("unbiased", new Dense(4).withoutBias(), "dense")
                .addLayer("out", new SoftmaxOutput(3), "unbiased")
                .setOutputs("out")
                .build();
    }

    @Test
    void withTheSameOutputsAndTheSameNextStep(@TempDir Path directory) throws IOException {
        ComputationGraph graph = new ComputationGraph(everything());
        graph.init();
        graph.fit(batch);
        Path file = directory.resolve("model.zip");
        ModelSerializer.writeModel(graph, file.toFile(), true);
        ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile(), true);

        assertThat(restored.outputSingle(images)).isEqualTo(graph.outputSingle(images));
        graph.fit(batch);
        restored.fit(batch);
        assertThat(restored.params()).isEqualTo(graph.params());
        assertThat(restored.getConfiguration().toJson())
                .isEqualTo(graph.getConfiguration().toJson());
    }
}
