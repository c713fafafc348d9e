package io.bitgap.layer.runtime;

import io.bitgap.layer.Pooling;
import io.bitgap.layer.kernel.ConvolutionGeometry;
import io.bitgap.layer.kernel.Kernels;
import io.bitgap.layer.kernel.PoolingKernel;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link Pooling}. */
public class PoolingRuntime extends AbstractLayer<Pooling> {
    private static final long serialVersionUID = 1L;

    private final transient PoolingKernel kernel;

    public PoolingRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
        kernel = Kernels.current().pooling(layerConf().form());
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        ConvolutionGeometry window = layerConf().form().window();
        long[] shape = {input.size(0), window.outputH(input.size(1)), window.outputW(input.size(2)), input.size(3)};
        INDArray y = StepArrays.create(workspaces, ArrayType.ACTIVATIONS, shape);
        kernel.forward(Gradients.dense(input), y);
        return y;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray dx = StepArrays.create(workspaces, ArrayType.ACTIVATION_GRAD, input.shape());
        kernel.backward(Gradients.dense(input), Gradients.dense(epsilon), dx);
        return new Pair<>(new DefaultGradient(), dx);
    }

    @Override
    public void clearNoiseWeightParams() {
        // it has none
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
