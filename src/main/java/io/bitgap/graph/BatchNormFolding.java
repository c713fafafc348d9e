package io.bitgap.graph;

import io.bitgap.layer.BatchNorm;
import io.bitgap.layer.Convolution;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Folds batch norms into the convolutions in front of them. With factor = gamma / sqrt(variance + epsilon), one number an
 * output channel,
 *
 * <pre>gamma * (x * W + b - mean) / sqrt(variance + epsilon) + beta = x * (W * factor) + beta + (b - mean) * factor</pre>
 *
 * so the convolution with weights W * factor [out, in, kernelH, kernelW] and bias beta + (b - mean) * factor [out] gives what
 * the two gave in inference. Worked number: W = 2, no b, gamma 3, variance 4, epsilon 0, mean 1, beta 5: the weight becomes
 * 3, the bias 3.5.
 *
 * <p>Source: Jacob et al., arXiv 1712.05877, section 3.2; training with the statistics frozen and folded is how Li et al.,
 * Fully Quantized Network for Object Detection, CVPR 2019, fine-tune.
 */
public final class BatchNormFolding {
    private BatchNormFolding() {}

    /**
     * The folded copy of a configuration: the convolution keeps its name, takes over the norm's ReLU and feeds the norm's
     * consumers. A norm that does not follow a convolution of its own (as in front of a pre-activation block) stays and is
     * frozen.
     *
     * @param source without quantizers: a weight quantizer must see the folded weights, so it is attached afterwards
     * @throws IllegalArgumentException when a convolution to fold into has a quantizer already
     */
    public static ComputationGraphConfiguration fold(ComputationGraphConfiguration source) {
        ComputationGraphConfiguration graph = source.clone();
        FoldablePairs.of(graph).normOf().forEach((convolution, norm) -> merge(graph, convolution, norm));
        graph.getVertices().values().forEach(BatchNormFolding::freeze);
        graph.setTopologicalOrder(null);
        graph.setTopologicalOrderStr(null);
        return graph;
    }

    /**
     * Copies the parameters of a network with batch norms to its folded twin; what only the twin's quantizers have stays
     * as it is.
     *
     * @throws IllegalArgumentException when the second is not the folded form of the first
     */
    public static void copy(ComputationGraph from, ComputationGraph toFolded) {
        FoldedParameters.copy(from, FoldablePairs.of(from.getConfiguration()).normOf(), toFolded);
    }

    private static void merge(ComputationGraphConfiguration graph, String convolution, String norm) {
        NeuralNetConfiguration conf = conf(graph, convolution);
        Convolution folded = ((Convolution) conf.getLayer()).withBias();
        BatchNorm removed = (BatchNorm) conf(graph, norm).getLayer();
        conf.setLayer(removed.relu() ? folded.withRelu() : folded);
        conf.setVariables(new ArrayList<>());
        graph.getVertices().remove(norm);
        graph.getVertexInputs().remove(norm);
        graph.getVertexInputs()
                .replaceAll((name, inputs) -> inputs.stream()
                        .map(input -> input.equals(norm) ? convolution : input)
                        .toList());
        graph.setNetworkOutputs(graph.getNetworkOutputs().stream()
                .map(output -> output.equals(norm) ? convolution : output)
                .toList());
    }

    private static void freeze(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer && layer.getLayerConf().getLayer() instanceof BatchNorm norm) {
            layer.getLayerConf().setLayer(norm.withFrozenStatistics());
        }
    }

    private static NeuralNetConfiguration conf(ComputationGraphConfiguration graph, String name) {
        Map<String, GraphVertex> vertices = graph.getVertices();
        return ((LayerVertex) Objects.requireNonNull(vertices.get(name))).getLayerConf();
    }
}
