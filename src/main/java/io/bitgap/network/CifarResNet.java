package io.bitgap.network;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.Convolution;
import io.bitgap.layer.ResidualAdd;
import io.bitgap.layer.SoftmaxOutput;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * The residual networks for small images: a 3x3 stem, three stages of 16, 32 and 64 channels with two 3x3 convolutions a
 * block, global average pooling, one dense layer. ReLU follows the addition; where a stage halves the image, the shortcut
 * is a 1x1 convolution with batch norm. Depth is 6 * blocks + 2.
 */
record CifarResNet(int blocks) {
    private static final int[] CHANNELS = {16, 32, 64};

    ComputationGraphConfiguration configuration(ImageShape images, int classes, NeuralNetConfiguration.Builder base) {
        ComputationGraphConfiguration.GraphBuilder graph = base.graphBuilder()
                .addInputs("images")
                .setInputTypes(
                        InputType.convolutional(images.height(), images.width(), images.channels(), CNN2DFormat.NHWC));
        graph.addLayer("stem", new Convolution(3, 1, CHANNELS[0], true), "images");
        graph.addLayer("stem-bn", new BatchNorm(true), "stem");
        String last = "stem-bn";
        for (int stage = 0; stage < CHANNELS.length; stage++) {
            for (int block = 0; block < blocks; block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                last = block(graph, "stage%d-block%d".formatted(stage + 1, block + 1), last, CHANNELS[stage], stride);
            }
        }
        return graph.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last)
                .addLayer("classifier", new SoftmaxOutput(classes), "pool")
                .setOutputs("classifier")
                .build();
    }

    private static String block(
            ComputationGraphConfiguration.GraphBuilder graph, String name, String input, int channels, int stride) {
        graph.addLayer(name + "-conv1", new Convolution(3, stride, channels, false), input);
        graph.addLayer(name + "-bn1", new BatchNorm(true), name + "-conv1");
        graph.addLayer(name + "-conv2", new Convolution(3, 1, channels, false), name + "-bn1");
        graph.addLayer(name + "-bn2", new BatchNorm(false), name + "-conv2");
        String shortcut = input;
        if (stride > 1) {
            graph.addLayer(name + "-shortcut", new Convolution(1, stride, channels, false), input);
            shortcut = name + "-shortcut-bn";
            graph.addLayer(shortcut, new BatchNorm(false), name + "-shortcut");
        }
        graph.addVertex(name + "-add", new ResidualAdd(true), name + "-bn2", shortcut);
        return name + "-add";
    }
}
