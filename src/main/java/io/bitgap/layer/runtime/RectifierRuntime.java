package io.bitgap.layer.runtime;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link io.bitgap.layer.Rectifier}: its input stays as it is. */
public class RectifierRuntime extends ActivationLayer {
    private static final long serialVersionUID = 1L;

    public RectifierRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        INDArray copy = StepArrays.copy(workspaces, ArrayType.ACTIVATIONS, input);
        return layerConf().getActivationFn().getActivation(copy, training);
    }
}
