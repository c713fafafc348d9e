package io.bitgap.network;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks as a user of DL4J writes them. */
public final class StockNetworks {
    private StockNetworks() {}

    /** In NCHW, DL4J's default. */
    public static MultiLayerConfiguration lenet() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .l2(1e-4)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5)
                        .nIn(3)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(pooling(SubsamplingLayer.PoolingType.MAX))
                .layer(new ConvolutionLayer.Builder(5, 5)
                        .nOut(16)
                        .activation(Activation.RELU)
                        .build())
                .layer(pooling(SubsamplingLayer.PoolingType.AVG))
                .layer(new DenseLayer.Builder()
                        .nOut(32)
                        .activation(Activation.RELU)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutional(32, 32, 3))
                .build();
    }

    public static MultiLayerConfiguration recurrent() {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(new DropoutLayer(0.5))
                .layer(new LSTM.Builder().name("remember").nOut(5).build())
                .layer(output())
                .setInputType(InputType.convolutional(32, 32, 3))
                .build();
    }

    static MultiLayerConfiguration flatMnist() {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutionalFlat(28, 28, 1))
                .build();
    }

    static MultiLayerConfiguration denseOnly() {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(3 * 32 * 32)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(output())
                .build();
    }

    /** ReLU as layers of its own, one of them behind the addition; in NHWC. */
    public static ComputationGraphConfiguration residual() {
        return new NeuralNetConfiguration.Builder()
                .seed(2)
                .updater(new Nesterovs(0.01, 0))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(16, 16, 3, CNN2DFormat.NHWC))
                .addLayer("conv1", convolution(3, 1, 8, ConvolutionMode.Same), "in")
                .addLayer("bn1", norm(), "conv1")
                .addLayer("relu1", new ActivationLayer(Activation.RELU), "bn1")
                .addLayer("conv2", convolution(3, 2, 16, ConvolutionMode.Truncate), "relu1")
                .addLayer("bn2", norm(), "conv2")
                .addLayer("nothing", new ActivationLayer(Activation.IDENTITY), "bn2")
                .addLayer("shortcut", convolution(1, 2, 16, ConvolutionMode.Truncate), "relu1")
                .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "nothing", "shortcut")
                .addLayer("relu2", new ActivationLayer(Activation.RELU), "add")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "relu2")
                .addLayer("out", output(), "pool")
                .setOutputs("out")
                .build();
    }

    /** A block with its ReLU in front: what it reads is added later on. */
    static ComputationGraphConfiguration preActivation() {
        return new NeuralNetConfiguration.Builder()
                .seed(2)
                .updater(new Sgd(0.01))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(16, 16, 3, CNN2DFormat.NHWC))
                .addLayer("conv1", convolution(3, 2, 8, ConvolutionMode.Truncate), "in")
                .addLayer("relu1", new ActivationLayer(Activation.RELU), "conv1")
                .addLayer("conv2", convolution(3, 1, 8, ConvolutionMode.Truncate), "relu1")
                .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "conv2", "conv1")
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), "add")
                .addLayer("out", output(), "pool")
                .setOutputs("out")
                .build();
    }

    private static SubsamplingLayer pooling(SubsamplingLayer.PoolingType type) {
        return new SubsamplingLayer.Builder(type).kernelSize(2, 2).stride(2, 2).build();
    }

    private static ConvolutionLayer convolution(int kernel, int stride, int out, ConvolutionMode mode) {
        int padding = mode == ConvolutionMode.Same ? 0 : kernel / 2;
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(padding, padding)
                .convolutionMode(mode)
                .nOut(out)
                .activation(Activation.IDENTITY)
                .dataFormat(CNN2DFormat.NHWC)
                .build();
    }

    private static BatchNormalization norm() {
        return new BatchNormalization.Builder().useLogStd(false).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
