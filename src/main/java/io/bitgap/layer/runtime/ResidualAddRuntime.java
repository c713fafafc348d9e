package io.bitgap.layer.runtime;

import io.bitgap.layer.kernel.AddKernel;
import io.bitgap.layer.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
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
    private transient @Nullable Boolean shared;

    public ResidualAddRuntime(ComputationGraph graph, String name, int index, DataType type, boolean relu) {
        super(graph, name, index, null, null, type);
        kernel = Kernels.current().add(relu);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray y = StepArrays.create(workspaces, ArrayType.ACTIVATIONS, inputs[0].shape());
        kernel.forward(Gradients.dense(inputs[0]), Gradients.dense(inputs[1]), y);
        output = training ? y : null;
        return y;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        INDArray y = Objects.requireNonNull(output, "backward without a forward pass in training");
        INDArray dx = StepArrays.create(workspaces, ArrayType.ACTIVATION_GRAD, y.shape());
        kernel.backward(y, Gradients.dense(epsilon), dx);
        output = null;
        if (shared == null) {
            shared = gradientMayBeShared();
        }
        return new Pair<>(null, new INDArray[] {
            dx, shared ? dx : StepArrays.copy(workspaces, ArrayType.ACTIVATION_GRAD, dx)
        });
    }

    /**
     * DL4J adds gradients up in place where a tensor has several consumers, so the summands may only have one array if one of
     * them has no other consumer and is done with it before another consumer of the other adds to it. Going backward, that is
     * so when those consumers come before it; in a residual block they do.
     */
    private boolean gradientMayBeShared() {
        GraphVertex[] vertices = graph.getVertices();
        GraphVertex first = vertices[getInputVertices()[0].getVertexIndex()];
        GraphVertex second = vertices[getInputVertices()[1].getVertexIndex()];
        return readBeforeAdded(first, second) || readBeforeAdded(second, first);
    }

    /** @param alone whose only consumer is to be this vertex */
    private boolean readBeforeAdded(GraphVertex alone, GraphVertex other) {
        // layers of ours leave the gradient that they are given as it is
        boolean reads = alone.getLayer() instanceof BatchNormRuntime || alone.getLayer() instanceof ConvolutionRuntime;
        if (!reads || alone == other || alone.getNumOutputConnections() != 1) {
            return false;
        }
        List<Integer> order =
                Arrays.stream(graph.topologicalSortOrder()).boxed().toList();
        int position = order.indexOf(alone.getVertexIndex());
        return Arrays.stream(other.getOutputVertices())
                .map(VertexIndices::getVertexIndex)
                .filter(consumer -> consumer != getVertexIndex())
                .allMatch(consumer -> order.indexOf(consumer) < position);
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
