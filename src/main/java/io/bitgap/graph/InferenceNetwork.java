package io.bitgap.graph;

import io.bitgap.layer.SoftmaxOutput;
import io.bitgap.layer.WeightLayer;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A trained network's twin that computes the same outputs with less work. Its weights are what the weight quantizers make of
 * the master weights, computed once for many batches; batch norms are folded into the convolutions in front of them where
 * there is nothing in between; quantize nodes stay. It is made once and takes the trained network's parameters over as often
 * as that has changed.
 *
 * <p>It is the same function. In float32 the folded weights differ from their product in exact arithmetic by half a unit in
 * the last place, which moves an activation that lies that close to the border of two levels to the other one.
 *
 * <p>The quantizers of the trained network work as after {@link io.bitgap.layer.QuantizationPhase#QUANTIZE}, whatever its
 * phase is; one that is not calibrated lets everything pass.
 */
public final class InferenceNetwork {
    private final ComputationGraph trained;
    private final Map<String, String> normOf;
    private final ComputationGraph twin;

    private InferenceNetwork(ComputationGraph trained, ComputationGraphConfiguration plain) {
        this.trained = trained;
        this.normOf = FoldablePairs.of(plain).normOf();
        this.twin = withoutValues(BatchNormFolding.fold(plain));
    }

    /** The twin of a network, with that one's present parameters. */
    public static InferenceNetwork of(ComputationGraph trained) {
        return of(trained, withoutWeightQuantizers(trained.getConfiguration()));
    }

    /** The same without the softmax at its end: its output is what the softmax is given. */
    public static InferenceNetwork ofLogits(ComputationGraph trained) {
        ComputationGraphConfiguration plain = withoutWeightQuantizers(trained.getConfiguration());
        plain.getNetworkOutputs()
                .forEach(output -> showLogits(plain.getVertices().get(output)));
        return of(trained, plain);
    }

    private static InferenceNetwork of(ComputationGraph trained, ComputationGraphConfiguration plain) {
        InferenceNetwork network = new InferenceNetwork(trained, plain);
        network.update();
        return network;
    }

    private static void showLogits(@Nullable GraphVertex output) {
        if (output instanceof LayerVertex layer
                && layer.getLayerConf().getLayer() instanceof SoftmaxOutput classifier) {
            classifier.setActivationFn(new ActivationIdentity());
        }
    }

    /** Takes over the trained network's present parameters. */
    public void update() {
        FoldedParameters.copyInference(trained, normOf, twin);
    }

    /** The network's output for a batch, in memory of its own. */
    public INDArray output(INDArray batch) {
        return twin.outputSingle(batch);
    }

    /** What computes the output; its quantize nodes bear the trained network's names. */
    public ComputationGraph graph() {
        return twin;
    }

    /**
     * What a folded batch norm multiplies the weights of the convolution in front of it with, [out]; nothing where none was
     * folded into that layer.
     */
    public Optional<INDArray> factor(String layer) {
        return Optional.ofNullable(normOf.get(layer)).map(norm -> FoldedParameters.factor(trained.getLayer(norm)));
    }

    private static ComputationGraphConfiguration withoutWeightQuantizers(ComputationGraphConfiguration source) {
        ComputationGraphConfiguration graph = source.clone();
        for (GraphVertex vertex : graph.getVertices().values()) {
            if (vertex instanceof LayerVertex layer) {
                NeuralNetConfiguration conf = layer.getLayerConf();
                conf.setVariables(new ArrayList<>());
                if (conf.getLayer() instanceof WeightLayer weights) {
                    weights.quantizeWeights(null);
                }
            }
        }
        return graph;
    }

    /** Not drawn at random: that would move the random numbers that others draw. */
    private static ComputationGraph withoutValues(ComputationGraphConfiguration configuration) {
        long parameters = configuration.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(true))
                .sum();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(Nd4j.create(DataType.FLOAT, 1, parameters), false);
        return graph;
    }
}
