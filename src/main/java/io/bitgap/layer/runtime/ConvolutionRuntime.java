package io.bitgap.layer.runtime;

import io.bitgap.layer.Convolution;
import io.bitgap.layer.kernel.ConvolutionKernel;
import io.bitgap.layer.kernel.Kernels;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link Convolution}. */
public class ConvolutionRuntime extends BaseLayer<Convolution> implements WeightQuantizerRuntime {
    private static final long serialVersionUID = 1L;
    private static final String WEIGHTS = ConvolutionParamInitializer.WEIGHT_KEY;

    private final transient ConvolutionKernel kernel;
    private final transient QuantizedWeights weights;

    public ConvolutionRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        kernel = Kernels.current().convolution(layerConf().geometry());
        weights = new QuantizedWeights(layerConf());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        var geometry = layerConf().geometry();
        long[] shape = {
            input.size(0),
            geometry.outputH(input.size(1)),
            geometry.outputW(input.size(2)),
            layerConf().getNOut()
        };
        INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        kernel.forward(Gradients.dense(input), weights.quantize(getParam(WEIGHTS), params, training), y);
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray dy = Gradients.dense(epsilon);
        INDArray dx = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        INDArray master = getParam(WEIGHTS);
        INDArray dw = Gradients.view(gradientViews, WEIGHTS);
        if (layerConf().onImages()) {
            dx.assign(0);
        } else {
            kernel.backwardData(weights.ofThisStep(master), dy, dx);
        }
        kernel.backwardWeights(Gradients.dense(input), dy, dw);
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
