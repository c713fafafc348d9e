package io.bitgap.export;

import io.bitgap.graph.InferenceNetwork;
import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.InferenceWeights;
import io.bitgap.layer.Quantize;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.layer.WeightLayer;
import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.evaluation.WeightCodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained network as every exported file describes it: batch norms folded, the softmax left off, weights as the codes that
 * training computed with.
 */
public final class DeployedNetwork {
    private final InferenceNetwork logits;
    private final Map<String, DeployedWeights> weights = new LinkedHashMap<>();
    private final Map<String, DeployedActivations> activations = new LinkedHashMap<>();
    private final Map<String, Map<String, float[]>> norms = new LinkedHashMap<>();

    /** @param trained with its quantizers */
    public DeployedNetwork(ComputationGraph trained) {
        logits = InferenceNetwork.ofLogits(trained);
        for (Layer layer : logits.graph().getLayers()) {
            String name = layer.conf().getLayer().getLayerName();
            if (layer.conf().getLayer() instanceof WeightLayer) {
                weights.put(name, weights(name, layer, codes(trained.getLayer(name))));
            } else if (layer.conf().getLayer() instanceof Quantize node) {
                activations(node, layer).ifPresent(found -> activations.put(name, found));
            } else if (layer.conf().getLayer() instanceof BatchNorm) {
                Map<String, float[]> parameters = new LinkedHashMap<>();
                layer.paramTable().forEach((key, value) -> parameters.put(key, floats(value)));
                norms.put(name, parameters);
            }
        }
    }

    /** What computes the logits of a batch of normalized images [batch, height, width, channels]. */
    public InferenceNetwork logits() {
        return logits;
    }

    public ComputationGraphConfiguration configuration() {
        return logits.graph().getConfiguration();
    }

    /** Names of what a vertex reads. */
    public List<String> inputs(String vertex) {
        return Objects.requireNonNull(configuration().getVertexInputs().get(vertex));
    }

    /** The layers that have weights, by name, in the order of the data. */
    public Map<String, DeployedWeights> weights() {
        return weights;
    }

    /** The quantize nodes that do something, by name, in the order of the data. */
    public Map<String, DeployedActivations> activations() {
        return activations;
    }

    /** Batch norms that could not be folded, by name in the order of the data, with their parameters by name, one a channel. */
    public Map<String, Map<String, float[]>> norms() {
        return norms;
    }

    private static Optional<WeightCodes> codes(Layer trained) {
        return trained instanceof InferenceWeights quantized ? quantized.weightCodes() : Optional.empty();
    }

    private DeployedWeights weights(String name, Layer layer, Optional<WeightCodes> codes) {
        INDArray values = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
        // DL4J keeps the weights of dense layers as [in, out]
        INDArray outputFirst = values.rank() == 2 ? values.transpose() : values;
        INDArray bias = layer.paramTable().get(DefaultParamInitializer.BIAS_KEY);
        return new DeployedWeights(
                name,
                outputFirst.shape(),
                codes,
                floats(outputFirst),
                logits.factor(name).map(DeployedNetwork::floats).orElse(null),
                bias == null ? null : floats(bias));
    }

    private Optional<DeployedActivations> activations(Quantize node, Layer layer) {
        ActivationQuantizer quantizer =
                (ActivationQuantizer) ((QuantizerRuntime) layer).attached().orElseThrow();
        QuantizerViews values = new QuantizerViews(layer.paramTable());
        if (!quantizer.parameters().isEmpty() && !(values.get(QuantizerViews.CALIBRATED) > 0)) {
            return Optional.empty();
        }
        String name = node.getLayerName();
        return Optional.of(new DeployedActivations(
                name, inputs(name).get(0), quantizer.spec(), quantizer.staircase(values), node.nonNegativeInput()));
    }

    private static float[] floats(INDArray array) {
        return array.dup('c').data().asFloat();
    }
}
