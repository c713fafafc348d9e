package io.bitgap.network;

import io.bitgap.network.definition.AddNode;
import io.bitgap.network.definition.ConvolutionNode;
import io.bitgap.network.definition.GlobalPoolNode;
import io.bitgap.network.definition.NetworkDefinition;
import io.bitgap.network.definition.Node;
import io.bitgap.network.definition.NormNode;
import io.bitgap.network.definition.OutputNode;
import io.bitgap.network.definition.PoolNode;
import io.bitgap.network.definition.Window;
import java.util.ArrayList;
import java.util.List;

/** Puts a residual network together. Every method adds a node and returns its name. */
final class Blocks {
    static final String IMAGES = "images";
    private static final double DECAY = 0.9;
    private static final double EPSILON = 1e-5;

    private final List<Node> nodes = new ArrayList<>();

    /** Without bias: a batch norm comes before or after it. */
    String convolution(String name, String input, int kernel, int stride, int out) {
        return add(new ConvolutionNode(name, input, out, Window.square(kernel, stride), false, false));
    }

    String norm(String name, String input) {
        return add(new NormNode(name, input, false, true, DECAY, EPSILON));
    }

    /** Batch norm and ReLU. */
    String normRelu(String name, String input) {
        return add(new NormNode(name, input, true, true, DECAY, EPSILON));
    }

    /** Batch norm whose scale stays 1. */
    String unscaledNorm(String name, String input) {
        return add(new NormNode(name, input, false, false, DECAY, EPSILON));
    }

    String maxPool(String name, String input, int kernel, int stride) {
        return add(new PoolNode(name, input, true, Window.square(kernel, stride)));
    }

    String sum(String name, String branch, String shortcut, boolean relu) {
        return add(new AddNode(name, List.of(branch, shortcut), relu));
    }

    /**
     * A block with the ReLU after the addition: 3x3, 3x3; a 1x1 convolution with batch norm as its shortcut where it
     * halves the image.
     */
    String postActivation(String name, String input, int channels, int stride) {
        String first = normRelu(name + "-bn1", convolution(name + "-conv1", input, 3, stride, channels));
        String second = norm(name + "-bn2", convolution(name + "-conv2", first, 3, 1, channels));
        String shortcut = input;
        if (stride > 1) {
            shortcut = norm(name + "-shortcut-bn", convolution(name + "-shortcut", input, 1, stride, channels));
        }
        return sum(name + "-add", second, shortcut, true);
    }

    /**
     * A block with batch norm and ReLU in front of its convolutions and nothing after the addition.
     *
     * @param projects whether its shortcut is a 1x1 convolution on what the first ReLU puts out
     */
    String preActivation(String name, String input, int channels, int stride, boolean projects) {
        String active = normRelu(name + "-bn1", input);
        String first = normRelu(name + "-bn2", convolution(name + "-conv1", active, 3, stride, channels));
        String second = convolution(name + "-conv2", first, 3, 1, channels);
        String shortcut = projects ? convolution(name + "-shortcut", active, 1, stride, channels) : input;
        return sum(name + "-add", second, shortcut, false);
    }

    /** The network for colour images, with global average pooling and the classifier on top. */
    NetworkDefinition classified(String last) {
        add(new GlobalPoolNode("pool", last, false));
        add(new OutputNode("classifier", "pool", null));
        return new NetworkDefinition(IMAGES, 3, 0, nodes);
    }

    private String add(Node node) {
        nodes.add(node);
        return node.name();
    }
}
