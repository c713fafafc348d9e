package io.bitgap.layer.runtime;

import io.bitgap.layer.kernel.AddKernel;
import io.bitgap.layer.kernel.Kernels;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link io.bitgap.layer.ResidualAdd}. */
public class ResidualAddRuntime extends BaseGraphVertex {
    private static final long serialVersionUID = 1L;

    private final transient AddKernel kernel;
    private transient @Nullable INDArray output;

    public ResidualAddRuntime(ComputationGraph graph, String name, int index, DataType type, boolean relu) {
        super(graph, name, index, null, null, type);
        kernel = Kernels.current().add(relu);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, inputs[0].shape(), 'c');
        kernel.forward(Gradients.dense(inputs[0]), Gradients.dense(inputs[1]), y);
        output = training ? y : null;
        return y;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        INDArray y = Objects.requireNonNull(output, "backward without a forward pass in training");
        INDArray dx = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, y.shape(), 'c');
        kernel.backward(y, Gradients.dense(epsilon), dx);
        output = null;
        // DL4J adds into these arrays where a tensor has several consumers, so each branch gets its own
        return new Pair<>(null, new INDArray[] {dx, workspaces.dup(ArrayType.ACTIVATION_GRAD, dx, 'c')});
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public @Nullable Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray view) {
        if (view != null && view.length() > 0) {
            throw new IllegalArgumentException("a sum has no parameters");
        }
    }

    @Override
    public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int minibatch) {
        return null;
    }

    @Override
    public @Nullable Map<String, INDArray> paramTable(boolean backprop) {
        return Map.of();
    }

    @Override
    public String toString() {
        return "ResidualAdd(" + vertexName + ")";
    }
}
