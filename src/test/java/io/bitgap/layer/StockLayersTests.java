package io.bitgap.layer;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;

/** Our layers against DL4J's own: a small residual network, and a plain one with biases. */
class StockLayersTests {
    private final StockComparison comparison = new StockComparison();

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "portable"})
    void aResidualNetworkGivesTheOutputsAndTheGradientsOfTheStockLayers(String kernels) {
        comparison.assertSame(kernels, residual(), stockResidual());
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "portable"})
    void convolutionsWithBiasAndReluOfAnyShapeDoToo(String kernels) {
        comparison.assertSame(kernels, biased(), stockBiased());
    }

    private static ComputationGraphConfiguration residual() {
        return StockComparison.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(StockComparison.IMAGES)
                .addLayer("conv1", new Convolution(3, 1, 4, true), "in")
                .addLayer("bn1", new BatchNorm(true), "conv1")
                .addLayer("conv2", new Convolution(3, 2, 6, false), "bn1")
                .addLayer("bn2", new BatchNorm(false), "conv2")
                .addLayer("shortcut", new Convolution(1, 2, 6, false), "bn1")
                .addLayer("shortcut-bn", new BatchNorm(false), "shortcut")
                .addVertex("add", new ResidualAdd(true), "bn2", "shortcut-bn")
                .addLayer("conv3", new Convolution(3, 1, 6, false), "add")
                .addLayer("bn3", new BatchNorm(false), "conv3")
                .addVertex("skip", new ResidualAdd(true), "bn3", "add")
                .addLayer("conv4", new Convolution(1, 1, 6, false), "skip")
                .addLayer("bn4", new BatchNorm(false), "conv4")
                .addLayer("side", new Convolution(3, 1, 6, false), "skip")
                .addVertex("middle", new ResidualAdd(true), "skip", "side") // between bn4 and its sum
                .addLayer("conv5", new Convolution(1, 1, 6, false), "middle")
                .addLayer("bn5", new BatchNorm(false), "conv5")
                .addVertex("near", new ResidualAdd(false), "skip", "bn4")
                .addVertex("far", new ResidualAdd(true), "near", "bn5")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "far")
                .addLayer("out", new SoftmaxOutput(3), "pool")
                .setOutputs("out")
                .build();
    }

    private static ComputationGraphConfiguration stockResidual() {
        return StockComparison.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(StockComparison.IMAGES)
                .addLayer("conv1", square(3, 1, 4), "in")
                .addLayer("bn1", norm(), "conv1")
                .addLayer("relu1", new ActivationLayer(Activation.RELU), "bn1")
                .addLayer("conv2", square(3, 2, 6), "relu1")
                .addLayer("bn2", norm(), "conv2")
                .addLayer("shortcut", square(1, 2, 6), "relu1")
                .addLayer("shortcut-bn", norm(), "shortcut")
                .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn2", "shortcut-bn")
                .addLayer("relu2", new ActivationLayer(Activation.RELU), "add")
                .addLayer("conv3", square(3, 1, 6), "relu2")
                .addLayer("bn3", norm(), "conv3")
                .addVertex("sum3", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn3", "relu2")
                .addLayer("skip", new ActivationLayer(Activation.RELU), "sum3")
                .addLayer("conv4", square(1, 1, 6), "skip")
                .addLayer("bn4", norm(), "conv4")
                .addLayer("side", square(3, 1, 6), "skip")
                .addVertex("sum4", new ElementWiseVertex(ElementWiseVertex.Op.Add), "skip", "side")
                .addLayer("middle", new ActivationLayer(Activation.RELU), "sum4")
                .addLayer("conv5", square(1, 1, 6), "middle")
                .addLayer("bn5", norm(), "conv5")
                .addVertex("near", new ElementWiseVertex(ElementWiseVertex.Op.Add), "skip", "bn4")
                .addVertex("sum5", new ElementWiseVertex(ElementWiseVertex.Op.Add), "near", "bn5")
                .addLayer("far", new ActivationLayer(Activation.RELU), "sum5")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "far")
                .addLayer("out", StockComparison.stockOutput(), "pool")
                .setOutputs("out")
                .build();
    }

    private static ComputationGraphConfiguration biased() {
        return StockComparison.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(StockComparison.IMAGES)
                .addLayer("both", new Convolution(3, 1, 4, true).withBias().withRelu(), "in")
                .addLayer(
                        "tall",
                        new Convolution(new int[] {5, 2}, new int[] {2, 1}, new int[] {2, 0}, 6, false).withRelu(),
                        "both")
                .addLayer("bias", new Convolution(1, 1, 5, false).withBias(), "tall")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "bias")
                .addLayer("out", new SoftmaxOutput(3), "pool")
                .setOutputs("out")
                .build();
    }

    private static ComputationGraphConfiguration stockBiased() {
        return StockComparison.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(StockComparison.IMAGES)
                .addLayer(
                        "both",
                        stock(3, 3)
                                .padding(1, 1)
                                .nOut(4)
                                .activation(Activation.RELU)
                                .build(),
                        "in")
                .addLayer(
                        "tall",
                        stock(5, 2)
                                .stride(2, 1)
                                .padding(2, 0)
                                .nOut(6)
                                .hasBias(false)
                                .activation(Activation.RELU)
                                .build(),
                        "both")
                .addLayer("bias", stock(1, 1).nOut(5).build(), "tall")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "bias")
                .addLayer("out", StockComparison.stockOutput(), "pool")
                .setOutputs("out")
                .build();
    }

    private static ConvolutionLayer.Builder stock(int... kernel) {
        return new ConvolutionLayer.Builder(kernel)
                .activation(Activation.IDENTITY)
                .dataFormat(CNN2DFormat.NHWC);
    }

    private static ConvolutionLayer square(int kernel, int stride, int out) {
        return stock(kernel, kernel)
                .stride(stride, stride)
                .padding(kernel / 2, kernel / 2)
                .nOut(out)
                .hasBias(false)
                .build();
    }

    private static BatchNormalization norm() {
        BatchNormalization norm = new BatchNormalization.Builder()
                .decay(0.9)
                .eps(1e-5)
                .useLogStd(false)
                .build();
        norm.setCnn2DFormat(CNN2DFormat.NHWC);
        return norm;
    }
}
