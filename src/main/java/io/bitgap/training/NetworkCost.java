package io.bitgap.training;

import io.bitgap.layer.Convolution;
import io.bitgap.layer.QuantizedLayer;
import io.bitgap.layer.UnscaledBatchNorm;
import io.bitgap.network.ImageShape;
import io.bitgap.network.Networks;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;

/** Parameters and arithmetic of a network, counted without making it. */
public final class NetworkCost {
    private static final int CHANNELS = 3;
    /** Multiply-accumulates of ResNet-20 on a 32x32 image of one of ten classes. */
    private static final double RESNET20 = 40_813_184;

    private NetworkCost() {}

    /**
     * What an image costs in fp32, by multiply-accumulates; ResNet-20 on 32x32 is 1. Empty where the network is not there or
     * does not suit such images.
     *
     * @param definition of an uploaded network, null for one that comes along
     */
    public static OptionalDouble ofImage(
            String network, @Nullable String definition, int height, int width, int classes) {
        ImageShape images = new ImageShape(height, width, CHANNELS);
        if ((definition == null && Networks.find(network).isEmpty())
                || Networks.misfit(network, definition, images, classes).isPresent()) {
            return OptionalDouble.empty();
        }
        ComputationGraphConfiguration configuration =
                Networks.configuration(network, definition, images, classes, new NeuralNetConfiguration.Builder());
        return OptionalDouble.of(multiplyAccumulates(configuration, images) / RESNET20);
    }

    /**
     * By the usual count: weights, biases, scale and shift of batch norm; neither its running mean and variance nor the
     * elements of quantizers.
     */
    static long trainableParameters(ComputationGraphConfiguration configuration) {
        return layers(configuration)
                .mapToLong(layer -> elements(layer) - untrained(layer))
                .sum();
    }

    /** What a checkpoint of the fp32 network holds: with running means and variances. */
    static long storedParameters(ComputationGraphConfiguration configuration) {
        return layers(configuration).mapToLong(NetworkCost::elements).sum();
    }

    private static long elements(Layer layer) {
        return layer.initializer().numParams(layer) - quantizerElements(layer);
    }

    private static long untrained(Layer layer) {
        if (layer instanceof BatchNormalization norm) {
            return (layer instanceof UnscaledBatchNorm ? 3 : 2) * norm.getNOut();
        }
        return 0;
    }

    private static long quantizerElements(Layer layer) {
        return layer instanceof QuantizedLayer quantized ? quantized.quantizerElements() : 0;
    }

    /** Multiply-accumulates of one image's forward pass through convolutions and dense layers. */
    private static double multiplyAccumulates(ComputationGraphConfiguration configuration, ImageShape images) {
        Map<String, InputType> types = configuration.getLayerActivationTypes(
                InputType.convolutional(images.height(), images.width(), images.channels(), CNN2DFormat.NHWC));
        double sum = 0;
        for (Map.Entry<String, InputType> entry : types.entrySet()) {
            if (!(configuration.getVertices().get(entry.getKey()) instanceof LayerVertex vertex)) {
                continue;
            }
            Layer layer = vertex.getLayerConf().getLayer();
            if (layer instanceof Convolution convolution
                    && entry.getValue() instanceof InputType.InputTypeConvolutional out) {
                double weights = (double) convolution.getNIn()
                        * convolution.getNOut()
                        * convolution.getKernelSize()[0]
                        * convolution.getKernelSize()[1];
                sum += weights * out.getHeight() * out.getWidth();
            } else if (layer instanceof FeedForwardLayer dense && !(layer instanceof BatchNormalization)) {
                sum += (double) dense.getNIn() * dense.getNOut();
            }
        }
        return sum;
    }

    private static Stream<Layer> layers(ComputationGraphConfiguration configuration) {
        return configuration.getVertices().values().stream()
                .filter(LayerVertex.class::isInstance)
                .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer());
    }
}
