package io.bitgap.network;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.Convolution;
import io.bitgap.layer.Dense;
import io.bitgap.layer.Pooling;
import io.bitgap.layer.Rectifier;
import io.bitgap.layer.ResidualAdd;
import io.bitgap.layer.SoftmaxOutput;
import io.bitgap.layer.UnscaledBatchNorm;
import io.bitgap.network.definition.AddNode;
import io.bitgap.network.definition.ConvolutionNode;
import io.bitgap.network.definition.DenseNode;
import io.bitgap.network.definition.GlobalPoolNode;
import io.bitgap.network.definition.NetworkDefinition;
import io.bitgap.network.definition.Node;
import io.bitgap.network.definition.NormNode;
import io.bitgap.network.definition.OutputNode;
import io.bitgap.network.definition.PoolNode;
import io.bitgap.network.definition.ReluNode;
import io.bitgap.network.definition.Window;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** From a definition to a DL4J configuration made of our layers. */
final class DefinitionGraphBuilder implements Node.Cases<GraphBuilder> {
    private final NetworkDefinition definition;
    private final GraphBuilder graph;
    private final int classes;

    private DefinitionGraphBuilder(NetworkDefinition definition, GraphBuilder graph, int classes) {
        this.definition = definition;
        this.graph = graph;
        this.classes = classes;
    }

    /** @param base seed, weight initialisation, updater and regularization */
    static ComputationGraphConfiguration of(
            NetworkDefinition definition, ImageShape images, int classes, NeuralNetConfiguration.Builder base) {
        GraphBuilder graph = base.graphBuilder()
                .addInputs(definition.input())
                .setInputTypes(
                        InputType.convolutional(images.height(), images.width(), images.channels(), CNN2DFormat.NHWC));
        DefinitionGraphBuilder made = new DefinitionGraphBuilder(definition, graph, classes);
        definition.nodes().forEach(node -> node.match(made));
        return graph.setOutputs(
                        definition.nodes().get(definition.nodes().size() - 1).name())
                .build();
    }

    @Override
    public GraphBuilder convolution(ConvolutionNode node) {
        Window window = node.window();
        Convolution plain = new Convolution(
                kernel(window),
                stride(window),
                padding(window),
                node.out(),
                node.input().equals(definition.input()));
        Convolution biased = node.bias() ? plain.withBias() : plain;
        return layer(node, node.relu() ? biased.withRelu() : biased);
    }

    @Override
    public GraphBuilder norm(NormNode node) {
        BatchNorm norm = node.scaled() ? new BatchNorm(node.relu()) : new UnscaledBatchNorm(node.relu());
        norm.setDecay(node.decay());
        norm.setEps(node.epsilon());
        return layer(node, norm);
    }

    @Override
    public GraphBuilder relu(ReluNode node) {
        return layer(node, new Rectifier());
    }

    @Override
    public GraphBuilder pool(PoolNode node) {
        Window window = node.window();
        return layer(node, new Pooling(node.max(), kernel(window), stride(window), padding(window)));
    }

    @Override
    public GraphBuilder globalPool(GlobalPoolNode node) {
        return layer(node, new GlobalPoolingLayer.Builder(node.max() ? PoolingType.MAX : PoolingType.AVG).build());
    }

    @Override
    public GraphBuilder dense(DenseNode node) {
        Dense plain = new Dense(node.out());
        Dense biased = node.bias() ? plain : plain.withoutBias();
        return layer(node, node.relu() ? biased.withRelu() : biased);
    }

    @Override
    public GraphBuilder add(AddNode node) {
        return graph.addVertex(
                node.name(), new ResidualAdd(node.relu()), node.inputs().toArray(String[]::new));
    }

    @Override
    public GraphBuilder output(OutputNode node) {
        return layer(node, new SoftmaxOutput(classes));
    }

    private GraphBuilder layer(Node.Single node, Layer layer) {
        return graph.addLayer(node.name(), layer, node.input());
    }

    private static int[] kernel(Window window) {
        return new int[] {window.kernelH(), window.kernelW()};
    }

    private static int[] stride(Window window) {
        return new int[] {window.strideH(), window.strideW()};
    }

    private static int[] padding(Window window) {
        return new int[] {window.padH(), window.padW()};
    }
}
