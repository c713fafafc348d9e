package io.bitgap.layer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DenseTests {
    @ParameterizedTest
    @ValueSource(strings = {"onednn", "portable"})
    void behindFlattenedImagesItGivesTheOutputsAndTheGradientsOfTheStockLayer(String kernels) {
        new StockComparison()
                .assertSame(
                        kernels,
                        flattened(
                                new Convolution(3, 2, 4, true).withBias().withRelu(),
                                new Dense(11).withRelu(),
                                new Dense(6),
                                new Dense(5).withoutBias(),
                                new SoftmaxOutput(3)),
                        flattened(
                                new ConvolutionLayer.Builder(3, 3)
                                        .stride(2, 2)
                                        .padding(1, 1)
                                        .nOut(4)
                                        .activation(Activation.RELU)
                                        .dataFormat(CNN2DFormat.NHWC)
                                        .build(),
                                stock(11).activation(Activation.RELU).build(),
                                stock(6).build(),
                                stock(5).hasBias(false).build(),
                                StockComparison.stockOutput()));
    }

    @Test
    void computesWithQuantizedWeightsOneScaleAnOutput() {
        QuantizerSpec spec = new QuantizerSpec("google-int8", Role.WEIGHTS, 3, Map.of(), LevelConvention.BITS);
        Dense dense = new Dense(5).withRelu();
        dense.quantizeWeights(spec);
        ComputationGraph graph = new ComputationGraph(pooled(dense));
        graph.init();
        INDArray bias = Nd4j.rand(DataType.FLOAT, 1, 5).subi(0.5);
        graph.getLayer("dense").getParam("b").assign(bias);
        INDArray images = Nd4j.rand(DataType.FLOAT, 4, 9, 7, 3).subi(0.5);

        Map<String, INDArray> activations = graph.feedForward(images, false);
        WeightQuantizer quantizer = (WeightQuantizer) requireNonNull(dense.quantizer());
        INDArray master = graph.getLayer("dense").getParam("W").transpose().dup('c');
        INDArray weights = quantizer.quantize(master, new QuantizerViews(Map.of()));
        assertThat(weights).isNotEqualTo(master);
        INDArray expected = requireNonNull(activations.get("pool"))
                .mmul(weights.transpose())
                .addRowVector(bias);
        INDArray actual = requireNonNull(activations.get("dense"));
        for (int i = 0; i < expected.length(); i++) {
            assertThat(actual.getDouble(i)).isCloseTo(Math.max(0, expected.getDouble(i)), Offset.offset(1e-6));
        }
    }

    private static DenseLayer.Builder stock(int out) {
        return new DenseLayer.Builder().nOut(out).activation(Activation.IDENTITY);
    }

    private static ComputationGraphConfiguration flattened(
            Layer convolution, Layer wide, Layer narrow, Layer unbiased, Layer output) {
        return StockComparison.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(StockComparison.IMAGES)
                .addLayer("conv", convolution, "in")
                .addLayer("wide", wide, "conv")
                .addLayer("narrow", narrow, "wide")
                .addLayer("unbiased", unbiased, "narrow")
                .addLayer("out", output, "unbiased")
                .setOutputs("out")
                .build();
    }

    private static ComputationGraphConfiguration pooled(Dense dense) {
        return StockComparison.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(StockComparison.IMAGES)
                .addLayer("conv", new Convolution(3, 1, 4, true), "in")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "conv")
                .addLayer("dense", dense, "pool")
                .addLayer("out", new SoftmaxOutput(3), "dense")
                .setOutputs("out")
                .build();
    }
}
