package io.bitgap.training;

import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.quantizer.Quantizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stops a step whose gradient is not finite before it reaches the weights. Afterwards everything is NaN and nobody can say
 * where it began; before, the weights are sound and the layer can be named.
 */
final class NonFiniteGradientGuard extends BaseTrainingListener {

    @Override
    public void onGradientCalculation(Model model) {
        ComputationGraph graph = (ComputationGraph) model;
        if (finite(graph.getFlattenedGradients())) {
            return;
        }
        throw new TrainingFailed(
                "gradient-not-finite",
                "the gradient of layer %s is not a finite number at step %d of the run; a lower learning rate or a warm-up may help"
                        .formatted(culprit(graph), graph.getIterationCount() + 1));
    }

    /** A finite gradient times a large rate may be infinite, and a quantizer cannot compute with such a parameter. */
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        for (Layer layer : ((ComputationGraph) model).getLayers()) {
            if (layer instanceof QuantizerRuntime runtime
                    && !runtime.attached().stream().allMatch(quantizer -> finite(quantizer, layer))) {
                throw new TrainingFailed(
                        "gradient-not-finite",
                        "step %d of the run left the quantizer of %s with a parameter that is not a finite number; "
                                        .formatted(
                                                iteration + 1,
                                                layer.conf().getLayer().getLayerName())
                                + "a lower learning rate for what quantizers learn may help");
            }
        }
    }

    private static boolean finite(Quantizer quantizer, Layer layer) {
        return quantizer.parameters().stream().allMatch(parameter -> finite(layer.getParam(parameter.name())));
    }

    /** Gradients flow backward: the last layer that has a bad one got it first. */
    private static String culprit(ComputationGraph graph) {
        Layer[] layers = graph.getLayers();
        for (int i = layers.length - 1; i >= 0; i--) {
            INDArray own = layers[i].getGradientsViewArray();
            if (own != null && !finite(own)) {
                return layers[i].conf().getLayer().getLayerName();
            }
        }
        return "(unknown)";
    }

    private static boolean finite(INDArray values) {
        return values.length() == 0 || Double.isFinite(Nd4j.getBlasWrapper().asum(values));
    }
}
