package io.bitgap.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.layer.kernel.Kernels;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Our layers against DL4J's own, on a small residual network: same parameters, same outputs, same gradients. */
class StockLayersTests {
    private static final double TOLERANCE = 1e-4;
    private static final InputType IMAGES = InputType.convolutional(9, 7, 3, CNN2DFormat.NHWC);

    private final INDArray images =
            Nd4j.rand(DataType.FLOAT, new long[] {5, 9, 7, 3}).subi(0.5);
    private final INDArray labels = Nd4j.create(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, 0, 1}});

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "portable"})
    void give_the_outputs_and_the_gradients_of_the_stock_layers(String kernels) {
        ComputationGraph ours = with(kernels, () -> initialised(ours()));
        ComputationGraph stock = initialised(stock());
        assertThat(ours.numParams()).isEqualTo(stock.numParams());
        stock.setParams(ours.params().dup());

        assertClose(ours.outputSingle(images), stock.outputSingle(images));
        DataSet batch = new DataSet(images, labels);
        ours.fit(batch);
        stock.fit(batch);
        // one step of plain SGD at rate 1: parameters differ by the gradient, running statistics by what they follow
        assertThat(ours.score()).isCloseTo(stock.score(), org.assertj.core.data.Offset.offset(TOLERANCE));
        for (String layer : new String[] {"conv1", "bn1", "conv2", "bn2", "shortcut", "shortcut-bn", "out"}) {
            ours.getLayer(layer)
                    .paramTable()
                    .forEach((name, value) ->
                            assertClose(value, stock.getLayer(layer).getParam(name)));
        }
        assertClose(ours.outputSingle(images), stock.outputSingle(images));
    }

    private static void assertClose(INDArray ours, INDArray stock) {
        double scale = Math.max(1e-3, stock.amaxNumber().doubleValue());
        assertThat(ours.reshape(stock.shape()).sub(stock).amaxNumber().doubleValue() / scale)
                .isLessThan(TOLERANCE);
    }

    private static <T> T with(String kernels, Supplier<T> action) {
        System.setProperty(Kernels.PROPERTY, kernels);
        try {
            return action.get();
        } finally {
            System.clearProperty(Kernels.PROPERTY);
        }
    }

    private static ComputationGraph initialised(ComputationGraphConfiguration configuration) {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    private static NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .weightInit(WeightInit.RELU)
                .updater(new Sgd(1.0));
    }

    private static ComputationGraphConfiguration ours() {
        return base().graphBuilder()
                .addInputs("in")
                .setInputTypes(IMAGES)
                .addLayer("conv1", new Convolution(3, 1, 4, true), "in")
                .addLayer("bn1", new BatchNorm(true), "conv1")
                .addLayer("conv2", new Convolution(3, 2, 6, false), "bn1")
                .addLayer("bn2", new BatchNorm(false), "conv2")
                .addLayer("shortcut", new Convolution(1, 2, 6, false), "bn1")
                .addLayer("shortcut-bn", new BatchNorm(false), "shortcut")
                .addVertex("add", new ResidualAdd(true), "bn2", "shortcut-bn")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "add")
                .addLayer("out", new SoftmaxOutput(3), "pool")
                .setOutputs("out")
                .build();
    }

    private static ComputationGraphConfiguration stock() {
        return base().graphBuilder()
                .addInputs("in")
                .setInputTypes(IMAGES)
                .addLayer("conv1", convolution(3, 1, 4), "in")
                .addLayer("bn1", norm(), "conv1")
                .addLayer("relu1", new ActivationLayer(Activation.RELU), "bn1")
                .addLayer("conv2", convolution(3, 2, 6), "relu1")
                .addLayer("bn2", norm(), "conv2")
                .addLayer("shortcut", convolution(1, 2, 6), "relu1")
                .addLayer("shortcut-bn", norm(), "shortcut")
                .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn2", "shortcut-bn")
                .addLayer("relu2", new ActivationLayer(Activation.RELU), "add")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "relu2")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pool")
                .setOutputs("out")
                .build();
    }

    private static ConvolutionLayer convolution(int kernel, int stride, int out) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(kernel / 2, kernel / 2)
                .nOut(out)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .dataFormat(CNN2DFormat.NHWC)
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
