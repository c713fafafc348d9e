package io.bitgap.network;

import io.bitgap.network.definition.ConvolutionNode;
import io.bitgap.network.definition.Node;
import io.bitgap.network.definition.OutputNode;
import io.bitgap.network.definition.PoolNode;
import io.bitgap.network.definition.ReluNode;
import io.bitgap.network.definition.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer or a sum of a network.
 *
 * @param kind e.g. {@code convolution}
 * @param kernel height and width of its window in pixels, e.g. {@code 3x3}; null where it has none
 * @param stride how far the window moves, down and to the right, e.g. {@code 2x2}; null where it has none
 * @param padding pixels at the top and the bottom, and at the left and the right, e.g. {@code 1x1}; null where it has no window
 * @param activation the function after it: {@code relu} or {@code softmax}; null where there is none
 * @param output size of what it puts out for the images named in {@link NetworkDetails}, e.g. {@code 16x16x32}
 * @param parameters trainable ones
 * @param quantizable whether its weights and its input can be quantized
 */
public record NetworkLayer(
        String name,
        String kind,
        List<String> inputs,
        @Nullable String kernel,
        @Nullable String stride,
        @Nullable String padding,
        @Nullable String activation,
        String output,
        long parameters,
        boolean quantizable) {
    public NetworkLayer {
        inputs = List.copyOf(inputs);
    }

    static NetworkLayer of(Node node, String output, long parameters) {
        Window window = window(node);
        return new NetworkLayer(
                node.name(),
                node.word(),
                node.inputs(),
                window == null ? null : window.kernelH() + "x" + window.kernelW(),
                window == null ? null : window.strideH() + "x" + window.strideW(),
                window == null ? null : window.padH() + "x" + window.padW(),
                activation(node),
                output,
                parameters,
                node.quantizable());
    }

    private static @Nullable Window window(Node node) {
        if (node instanceof ConvolutionNode convolution) {
            return convolution.window();
        }
        return node instanceof PoolNode pool ? pool.window() : null;
    }

    private static @Nullable String activation(Node node) {
        if (node instanceof OutputNode) {
            return "softmax";
        }
        boolean rectifies = node instanceof ReluNode || node instanceof Node.Rectifying summed && summed.relu();
        return rectifies ? "relu" : null;
    }
}
