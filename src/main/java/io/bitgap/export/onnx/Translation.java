package io.bitgap.export.onnx;

import io.bitgap.dataset.Normalization;
import io.bitgap.export.DeployedActivations;
import io.bitgap.export.DeployedNetwork;
import io.bitgap.export.DeployedWeights;
import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.Convolution;
import io.bitgap.layer.Dense;
import io.bitgap.layer.Pooling;
import io.bitgap.layer.Quantize;
import io.bitgap.layer.Rectifier;
import io.bitgap.layer.ResidualAdd;
import io.bitgap.layer.SoftmaxOutput;
import io.bitgap.layer.WeightLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onnx.Onnx;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/** Every vertex of a deployed network as ONNX operations, on [batch, channels, height, width]. */
final class Translation {
    private static final float WHITE = 255;

    private final DeployedNetwork network;
    private final OnnxGraph graph;
    private final WeightSteps weights;
    private final QuantizeSteps quantize;
    /** Name of the ONNX value by name of the vertex that gives it. */
    private final Map<String, String> values = new HashMap<>();

    Translation(DeployedNetwork network, OnnxGraph graph) {
        this.network = network;
        this.graph = graph;
        this.weights = new WeightSteps(graph);
        this.quantize = new QuantizeSteps(graph);
    }

    /** From pixels to logits; the last operation gives a value of that name. */
    void add(String pixels, Normalization normalization, String logits) {
        var configuration = network.configuration();
        values.put(configuration.getNetworkInputs().get(0), normalized(pixels, normalization));
        String last = configuration.getNetworkOutputs().get(0);
        for (int index : network.logits().graph().topologicalSortOrder()) {
            String name = network.logits().graph().getVertices()[index].getVertexName();
            GraphVertex vertex = configuration.getVertices().get(name);
            if (vertex != null) {
                values.put(name, vertex(name, name.equals(last) ? logits : name, vertex));
            }
        }
    }

    /**
     * (pixel / 255 - mean) / deviation, in the order in which training computes it: where images are quantized, a pixel value
     * that lay on the border of two codes and was rounded differently would be another code in every image.
     */
    private String normalized(String pixels, Normalization normalization) {
        String name = OnnxModel.NORMALIZED;
        int channels = normalization.mean().length;
        String white = graph.scalar(name + ".white", WHITE);
        String mean = graph.floats(name + ".mean", normalization.mean(), channels, 1, 1);
        String deviation = graph.floats(name + ".deviation", normalization.deviation(), channels, 1, 1);
        String shares = graph.node("Div", name + ".shares", List.of(pixels, white));
        String centered = graph.node("Sub", name + ".centered", List.of(shares, mean));
        return graph.node("Div", name, List.of(centered, deviation));
    }

    private String vertex(String name, String output, GraphVertex vertex) {
        List<String> inputs = network.inputs(name).stream().map(values::get).toList();
        if (vertex instanceof LayerVertex layer) {
            String input = flattened(name, operand(name, inputs.get(0)), layer.getPreProcessor());
            return layer(name, output, input, layer.getLayerConf().getLayer());
        }
        if (vertex instanceof ResidualAdd add) {
            return rectified(output, add.relu(), named -> graph.node("Add", named, inputs));
        }
        if (vertex instanceof ElementWiseVertex elements && elements.getOp() == ElementWiseVertex.Op.Add) {
            return graph.node("Sum", output, inputs);
        }
        throw new IllegalArgumentException("no ONNX operation is known for vertex " + name + ", a "
                + vertex.getClass().getSimpleName());
    }

    /** What a layer reads, in another form where its weights are floats and its input is quantized. */
    private String operand(String layer, String input) {
        DeployedWeights own = network.weights().get(layer);
        DeployedActivations node =
                network.activations().get(network.inputs(layer).get(0));
        return own != null && own.codes().isEmpty() && node != null ? quantize.forFloatWeights(node, input) : input;
    }

    /** Images lie with their channels fastest in front of a dense layer. */
    private String flattened(String name, String input, InputPreProcessor preProcessor) {
        if (!(preProcessor instanceof CnnToFeedForwardPreProcessor)) {
            return input;
        }
        String channelsLast = graph.node(
                "Transpose", name + ".channels_last", List.of(input), OnnxGraph.integers("perm", 0, 2, 3, 1));
        return graph.node("Flatten", name + ".flat", List.of(channelsLast), OnnxGraph.integer("axis", 1));
    }

    private String layer(String name, String output, String input, Layer layer) {
        if (layer instanceof Convolution convolution) {
            return rectified(
                    output, convolution.relu(), named -> weighted("Conv", named, name, input, Windows.of(convolution)));
        }
        if (layer instanceof WeightLayer) {
            boolean relu = layer instanceof Dense dense && dense.relu();
            if (!relu && !(layer instanceof Dense || layer instanceof SoftmaxOutput)) {
                throw unknown(name, layer);
            }
            return rectified(
                    output, relu, named -> weighted("Gemm", named, name, input, OnnxGraph.integer("transB", 1)));
        }
        if (layer instanceof Quantize) {
            var node = network.activations().get(name);
            return node == null ? graph.node("Identity", output, List.of(input)) : quantize.add(node, input);
        }
        if (layer instanceof BatchNorm norm) {
            return rectified(output, norm.relu(), named -> norm(name, named, input, norm));
        }
        if (layer instanceof Pooling pooling) {
            return graph.node(
                    pooling.getPoolingType() == PoolingType.MAX ? "MaxPool" : "AveragePool",
                    output,
                    List.of(input),
                    Windows.of(pooling));
        }
        if (layer instanceof GlobalPoolingLayer pooling) {
            String pool = pooling.getPoolingType() == PoolingType.MAX ? "GlobalMaxPool" : "GlobalAveragePool";
            String pooled = graph.node(pool, name + ".pooled", List.of(input));
            return graph.node("Flatten", output, List.of(pooled), OnnxGraph.integer("axis", 1));
        }
        if (layer instanceof Rectifier) {
            return graph.node("Relu", output, List.of(input));
        }
        throw unknown(name, layer);
    }

    private static IllegalArgumentException unknown(String name, Layer layer) {
        return new IllegalArgumentException("no ONNX operation is known for layer " + name + ", a "
                + layer.getClass().getSimpleName());
    }

    /**
     * A product with weights, and the bias. ONNX Runtime turns the bias of a product of quantized operands into whole steps of
     * inputScale * weightScale. Of few bits they are so coarse that the rounding costs points of accuracy, and of 8 bits it
     * still moves predictions. So the bias of a quantized layer is an addition of its own, which stays one of real numbers.
     */
    private String weighted(
            String operator, String output, String layer, String input, Onnx.AttributeProto... attributes) {
        DeployedWeights own = Objects.requireNonNull(network.weights().get(layer));
        String weight = weights.add(own);
        if (own.bias() == null) {
            return graph.node(operator, output, List.of(input, weight), attributes);
        }
        if (own.codes().isEmpty()) {
            String bias = graph.floats(layer + ".bias", own.bias(), own.channels());
            return graph.node(operator, output, List.of(input, weight, bias), attributes);
        }
        long[] shape = operator.equals("Conv") ? new long[] {own.channels(), 1, 1} : new long[] {own.channels()};
        String bias = graph.floats(layer + ".bias", own.bias(), shape);
        String product = graph.node(operator, output + ".product", List.of(input, weight), attributes);
        return graph.node("Add", output, List.of(product, bias));
    }

    private String norm(String name, String output, String input, BatchNorm norm) {
        Map<String, float[]> parameters = Objects.requireNonNull(network.norms().get(name));
        List<String> inputs = new ArrayList<>(List.of(input));
        for (String parameter : List.of(
                BatchNormalizationParamInitializer.GAMMA,
                BatchNormalizationParamInitializer.BETA,
                BatchNormalizationParamInitializer.GLOBAL_MEAN,
                BatchNormalizationParamInitializer.GLOBAL_VAR)) {
            float[] numbers = Objects.requireNonNull(parameters.get(parameter));
            inputs.add(graph.floats(name + "." + parameter, numbers, numbers.length));
        }
        return graph.node("BatchNormalization", output, inputs, OnnxGraph.number("epsilon", norm.getEps()));
    }

    /** An operation that gives a value of the name it is told. */
    @FunctionalInterface
    private interface Naming {
        String to(String name);
    }

    private String rectified(String output, boolean relu, Naming operation) {
        return relu ? graph.node("Relu", output, List.of(operation.to(output + ".linear"))) : operation.to(output);
    }
}
