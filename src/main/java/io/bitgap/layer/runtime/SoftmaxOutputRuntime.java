package io.bitgap.layer.runtime;

import io.bitgap.layer.Classifier;
import io.bitgap.layer.SoftTargets;
import io.bitgap.layer.SoftmaxOutput;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link SoftmaxOutput}. DL4J's own layer, with quantized weights where it asks for its weights. */
public class SoftmaxOutputRuntime extends OutputLayer implements Classifier, WeightQuantizerRuntime {
    private static final long serialVersionUID = 1L;
    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;

    private final transient QuantizedWeights weights;
    private int correct;
    private double loss;
    /** Whether the weights were quantized in the pass under way; they change between passes. */
    private boolean quantized;

    private transient @Nullable SoftTargets softTargets;

    public SoftmaxOutputRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        weights = new QuantizedWeights((SoftmaxOutput) conf.getLayer());
    }

    @Override
    public int correct() {
        return correct;
    }

    @Override
    public double loss() {
        return loss;
    }

    @Override
    public void learnFrom(SoftTargets targets) {
        softTargets = targets;
    }

    @Override
    public double computeScore(double regularization, boolean training, LayerWorkspaceMgr workspaces) {
        quantized = false;
        loss = super.computeScore(0, training, workspaces);
        return loss + regularization;
    }

    @Override
    protected INDArray getParamWithNoise(String name, boolean training, LayerWorkspaceMgr workspaces) {
        INDArray own = super.getParamWithNoise(name, training, workspaces);
        if (!name.equals(WEIGHTS)) {
            return own;
        }
        // [in, out] here, output channels first for the quantizer
        if (!quantized) {
            quantized = true;
            return weights.quantize(own.transpose(), params, training).transpose();
        }
        return weights.ofThisStep(own.transpose()).transpose();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        quantized = false;
        return super.activate(training, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        quantized = false;
        INDArray logits = preOutput2d(true, workspaces);
        correct = (int) logits.argMax(1)
                .eq(labels.argMax(1))
                .castTo(DataType.LONG)
                .sumNumber()
                .longValue();
        INDArray given = labels;
        if (softTargets != null) {
            labels = softTargets.target(given, logits);
            softTargets = null;
        }
        Pair<Gradient, INDArray> result = super.backpropGradient(epsilon, workspaces);
        labels = given;
        Map<String, INDArray> gradients = gradientViews;
        weights.backward(
                getParam(WEIGHTS).transpose(),
                Gradients.view(gradients, WEIGHTS).transpose(),
                params,
                gradients);
        return result;
    }

    @Override
    public QuantizedWeights weights() {
        return weights;
    }

    @Override
    public INDArray masterWeights() {
        return getParam(WEIGHTS).transpose();
    }

    @Override
    public Map<String, INDArray> parameters() {
        return params;
    }

    @Override
    public void applyConstraints(int iteration, int epoch) {
        weights.project(params);
    }
}
