package io.bitgap.layer.runtime;

import io.bitgap.layer.Convolution;
import io.bitgap.layer.kernel.ConvolutionForm;
import io.bitgap.layer.kernel.ConvolutionKernel;
import io.bitgap.layer.kernel.Kernels;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link Convolution}. */
public class ConvolutionRuntime extends BaseLayer<Convolution> implements WeightQuantizerRuntime {
    private static final long serialVersionUID = 1L;
    private static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;
    private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

    private final transient ConvolutionForm form;
    private final transient ConvolutionKernel kernel;
    private final transient QuantizedWeights weights;
    private final transient FusedRelu relu;

    public ConvolutionRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        form = layerConf().form();
        kernel = Kernels.current().convolution(form);
        weights = new QuantizedWeights(layerConf());
        relu = new FusedRelu(form.relu());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        long[] shape = {
            input.size(0),
            form.geometry().outputH(input.size(1)),
            form.geometry().outputW(input.size(2)),
            layerConf().getNOut()
        };
        INDArray y = StepArrays.create(workspaces, ArrayType.ACTIVATIONS, shape);
        kernel.forward(Gradients.dense(input), weights.quantize(getParam(WEIGHTS), params, training), bias(), y);
        relu.remember(y, training);
        return y;
    }

    private @Nullable INDArray bias() {
        return form.bias() ? getParam(BIAS) : null;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray dy = relu.gradient(Gradients.dense(epsilon), workspaces);
        INDArray dx = StepArrays.create(workspaces, ArrayType.ACTIVATION_GRAD, input.shape());
        INDArray master = getParam(WEIGHTS);
        INDArray dw = Gradients.view(gradientViews, WEIGHTS);
        if (layerConf().onImages()) {
            dx.assign(0);
        } else {
            kernel.backwardData(weights.ofThisStep(master), dy, dx);
        }
        INDArray db = form.bias() ? Gradients.view(gradientViews, BIAS) : null;
        kernel.backwardWeights(Gradients.dense(input), dy, dw, db);
        weights.backward(master, dw, params, gradientViews);
        return new Pair<>(Gradients.of(gradientViews, layerConf().initializer().paramKeys(layerConf())), dx);
    }

    @Override
    public QuantizedWeights weights() {
        return weights;
    }

    @Override
    public INDArray masterWeights() {
        return getParam(WEIGHTS);
    }

    @Override
    public Map<String, INDArray> parameters() {
        return params;
    }

    @Override
    public void applyConstraints(int iteration, int epoch) {
        weights.project(params);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
