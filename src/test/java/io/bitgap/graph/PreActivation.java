package io.bitgap.graph;

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
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** A pre-activation residual network as the origin drew it: batch norm on the images, stem, pooling, blocks. */
final class PreActivation {
    private PreActivation() {}

    /** ResNet-18 has two blocks in each of four stages. */
    static ComputationGraphConfiguration network(int stages, int blocks) {
        ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("images")
                .setInputTypes(InputType.convolutional(64, 64, 3, CNN2DFormat.NHWC));
        graph.addLayer("data-bn", new BatchNorm(false), "images");
        graph.addLayer("stem", new Convolution(7, 2, 64, false), "data-bn");
        graph.addLayer("stem-bn", new BatchNorm(true), "stem");
        graph.addLayer(
                "stem-pool",
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(3, 3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .dataFormat(CNN2DFormat.NHWC)
                        .build(),
                "stem-bn");
        String last = "stem-pool";
        for (int stage = 1; stage <= stages; stage++) {
            for (int block = 1; block <= blocks; block++) {
                last = block(graph, "stage" + stage + "-block" + block, last, 32 << stage, block == 1, stage > 1);
            }
        }
        return graph.addLayer("last-bn", new BatchNorm(true), last)
                .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "last-bn")
                .addLayer("classifier", new SoftmaxOutput(10), "pool")
                .setOutputs("classifier")
                .build();
    }

    private static String block(
            ComputationGraphConfiguration.GraphBuilder graph,
            String name,
            String input,
            int channels,
            boolean first,
            boolean halves) {
        int stride = first && halves ? 2 : 1;
        graph.addLayer(name + "-bn1", new BatchNorm(true), input);
        graph.addLayer(name + "-conv1", new Convolution(3, stride, channels, false), name + "-bn1");
        graph.addLayer(name + "-bn2", new BatchNorm(true), name + "-conv1");
        graph.addLayer(name + "-conv2", new Convolution(3, 1, channels, false), name + "-bn2");
        String shortcut = input;
        if (first) {
            shortcut = name + "-shortcut";
            graph.addLayer(shortcut, new Convolution(1, stride, channels, false), name + "-bn1");
        }
        graph.addVertex(name + "-add", new ResidualAdd(false), name + "-conv2", shortcut);
        return name + "-add";
    }
}
