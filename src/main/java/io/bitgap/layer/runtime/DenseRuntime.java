package io.bitgap.layer.runtime;

import io.bitgap.layer.Dense;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A running {@link Dense}: y = relu(x W + b). */
public class DenseRuntime extends BaseLayer<Dense> implements WeightQuantizerRuntime {
    private static final long serialVersionUID = 1L;
    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
    private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

    private final transient QuantizedWeights weights;
    private final transient FusedRelu relu;

    public DenseRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        weights = new QuantizedWeights(layerConf());
        relu = new FusedRelu(layerConf().relu());
    }

    @Override
    public QuantizedWeights weights() {
        return weights;
    }

    /** [out, in]: output channels first, as quantizers want them. */
    @Override
    public INDArray masterWeights() {
        return getParam(WEIGHTS).transpose();
    }

    @Override
    public Map<String, INDArray> parameters() {
        return params;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        long[] shape = {input.size(0), layerConf().getNOut()};
        INDArray y = StepArrays.create(workspaces, ArrayType.ACTIVATIONS, shape);
        input.mmuli(weights.quantize(masterWeights(), params, training).transpose(), y);
        if (layerConf().hasBias()) {
            y.addiRowVector(getParam(BIAS));
        }
        if (layerConf().relu()) {
            Transforms.relu(y, false);
        }
        relu.remember(y, training);
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray dy = relu.gradient(Gradients.dense(epsilon), workspaces);
        INDArray dx = StepArrays.create(workspaces, ArrayType.ACTIVATION_GRAD, input.shape());
        dy.mmuli(weights.ofThisStep(masterWeights()), dx);
        INDArray dw = Gradients.view(gradientViews, WEIGHTS);
        Nd4j.gemm(input, dy, dw, true, false, 1, 0);
        if (layerConf().hasBias()) {
            dy.sum(Gradients.view(gradientViews, BIAS), 0);
        }
        weights.backward(masterWeights(), dw.transpose(), params, gradientViews);
        return new Pair<>(Gradients.of(gradientViews, layerConf().initializer().paramKeys(layerConf())), dx);
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
