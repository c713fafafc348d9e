package io.bitgap.export;

import io.bitgap.dataset.ImageDataset;
import io.bitgap.graph.InputNode;
import io.bitgap.quantizer.Bits;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The size and the arithmetic of a network.
 *
 * @param fp32Bytes its parameters as floats: weights, biases and what batch norms that could not be folded have
 * @param bitOperations of one image: multiply-accumulates of convolutions and dense layers, each times the bits of its
 *     weight and of its activation
 * @param fp32BitOperations the same with 32 bits everywhere
 */
public record DeployedCost(long fp32Bytes, double bitOperations, double fp32BitOperations) {

    /** @param data whose images' size decides how often a convolution's weights are used */
    public static DeployedCost of(DeployedNetwork network, ImageDataset data) {
        Map<String, InputType> outputs = network.configuration()
                .getLayerActivationTypes(
                        InputType.convolutional(data.height(), data.width(), data.channels(), CNN2DFormat.NHWC));
        long floats = network.norms().values().stream()
                .flatMap(parameters -> parameters.values().stream())
                .mapToLong(values -> values.length)
                .sum();
        double operations = 0;
        double fp32 = 0;
        for (DeployedWeights layer : network.weights().values()) {
            floats += layer.values().length + (layer.bias() == null ? 0 : layer.bias().length);
            double products = layer.values().length * uses(Objects.requireNonNull(outputs.get(layer.layer())));
            int weightBits = layer.codes().map(codes -> codes.spec().bits()).orElse(Bits.FP32);
            operations += products * weightBits * inputBits(network, layer);
            fp32 += products * Bits.FP32 * Bits.FP32;
        }
        return new DeployedCost(floats * Float.BYTES, operations, fp32);
    }

    /** Pixels have 8 bits; in a layer of floats they are floats like any others. */
    private static int inputBits(DeployedNetwork network, DeployedWeights layer) {
        String input = network.inputs(layer.layer()).get(0);
        DeployedActivations node = network.activations().get(input);
        boolean pixels = layer.codes().isPresent()
                && network.configuration().getNetworkInputs().contains(input);
        return node != null ? node.spec().bits() : pixels ? InputNode.PIXELS.bits() : Bits.FP32;
    }

    /** How often each weight is multiplied. */
    private static double uses(InputType output) {
        return output instanceof InputType.InputTypeConvolutional images
                ? (double) images.getHeight() * images.getWidth()
                : 1;
    }
}
