package io.bitgap.graph;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.InferenceWeights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The arithmetic of {@link BatchNormFolding}, and copying what is not folded. */
final class FoldedParameters {
    private static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;
    private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

    private FoldedParameters() {}

    /** Master weights, where there are quantizers in front of them. */
    static void copy(ComputationGraph from, Map<String, String> normOf, ComputationGraph to) {
        copy(from, normOf, to, Layer::paramTable);
    }

    /** What the layers compute with outside of training, into a network without weight quantizers. */
    static void copyInference(ComputationGraph from, Map<String, String> normOf, ComputationGraph to) {
        copy(
                from,
                normOf,
                to,
                layer ->
                        layer instanceof InferenceWeights weights ? weights.inferenceParameters() : layer.paramTable());
    }

    private static void copy(
            ComputationGraph from,
            Map<String, String> normOf,
            ComputationGraph to,
            Function<Layer, Map<String, INDArray>> parameters) {
        for (Layer source : from.getLayers()) {
            String name = source.conf().getLayer().getLayerName();
            if (normOf.containsKey(name)) {
                assign(name, folded(parameters.apply(source), from.getLayer(normOf.get(name))), to);
            } else if (!normOf.containsValue(name)) {
                assign(name, parameters.apply(source), to);
            }
        }
    }

    private static Map<String, INDArray> folded(Map<String, INDArray> convolution, Layer norm) {
        INDArray factor = factor(norm);
        INDArray shift =
                vector(norm, BatchNormalizationParamInitializer.GLOBAL_MEAN).neg();
        INDArray bias = convolution.get(BIAS);
        if (bias != null) {
            shift.addi(bias.reshape(bias.length()));
        }
        INDArray weights = Objects.requireNonNull(convolution.get(WEIGHTS));
        Map<String, INDArray> folded = new LinkedHashMap<>();
        folded.put(WEIGHTS, weights.mul(factor.reshape(weights.size(0), 1, 1, 1)));
        folded.put(BIAS, shift.muli(factor).addi(vector(norm, BatchNormalizationParamInitializer.BETA)));
        return folded;
    }

    /** gamma / sqrt(variance + epsilon), [out]. */
    static INDArray factor(Layer norm) {
        INDArray variance = vector(norm, BatchNormalizationParamInitializer.GLOBAL_VAR)
                .add(((BatchNorm) norm.conf().getLayer()).getEps());
        return vector(norm, BatchNormalizationParamInitializer.GAMMA).div(Transforms.sqrt(variance, false));
    }

    private static INDArray vector(Layer layer, String name) {
        INDArray parameter = layer.getParam(name);
        return parameter.reshape(parameter.length());
    }

    private static void assign(String name, Map<String, INDArray> values, ComputationGraph to) {
        if (to.getVertex(name) == null) {
            throw new IllegalArgumentException("the folded network has no layer " + name);
        }
        Map<String, INDArray> own = to.getLayer(name).paramTable();
        values.forEach((key, value) -> {
            INDArray parameter = own.get(key);
            if (parameter == null || parameter.length() != value.length() || !fits(parameter, value)) {
                throw new IllegalArgumentException(
                        "parameter %s of layer %s does not fit the folded network".formatted(key, name));
            }
            parameter.assign(value.reshape(parameter.shape()));
        });
    }

    /** DL4J keeps biases as rows. */
    private static boolean fits(INDArray parameter, INDArray value) {
        return parameter.isVectorOrScalar() || Arrays.equals(parameter.shape(), value.shape());
    }
}
