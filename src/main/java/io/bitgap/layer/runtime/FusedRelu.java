package io.bitgap.layer.runtime;

import io.bitgap.layer.kernel.Kernels;
import io.bitgap.layer.kernel.ReluGradient;
import java.util.Objects;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The backward half of a ReLU at the end of a layer, which the layer's forward pass applied already; or of none. */
final class FusedRelu {
    private final @Nullable ReluGradient kernel;
    private @Nullable INDArray output;

    FusedRelu(boolean present) {
        kernel = present ? Kernels.current().reluGradient() : null;
    }

    /** After a forward pass: what the layer returned. */
    void remember(INDArray y, boolean training) {
        output = training && kernel != null ? y : null;
    }

    /** The gradient of what went into the ReLU. The upstream gradient may belong to others and is left as it is. */
    INDArray gradient(INDArray upstream, LayerWorkspaceMgr workspaces) {
        if (kernel == null) {
            return upstream;
        }
        INDArray y = Objects.requireNonNull(output, "backward without a forward pass in training");
        output = null;
        INDArray masked = StepArrays.create(workspaces, ArrayType.BP_WORKING_MEM, y.shape());
        kernel.of(y, upstream, masked);
        return masked;
    }
}
