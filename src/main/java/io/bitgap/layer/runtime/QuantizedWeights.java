package io.bitgap.layer.runtime;

import io.bitgap.layer.QuantizedLayer;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weights a layer computes with: its float master weights, or what its quantizer makes of them. They are computed once
 * a step, in the forward pass, and kept for the backward pass.
 */
final class QuantizedWeights {
    private final @Nullable WeightQuantizer quantizer;
    private @Nullable INDArray kept;

    QuantizedWeights(QuantizedLayer layer) {
        quantizer = (WeightQuantizer) layer.quantizer();
    }

    /** @param master axis 0 is the output channel */
    INDArray quantize(INDArray master, Map<String, INDArray> parameters, boolean training) {
        if (quantizer == null) {
            return master;
        }
        Parameters values = new QuantizerViews(parameters);
        if (training && !quantizer.parameters().isEmpty() && values.get(QuantizerViews.CALIBRATED) == 0) {
            quantizer.calibrate(master, values);
            values.set(QuantizerViews.CALIBRATED, 1);
        }
        if (kept == null) {
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                kept = Nd4j.createUninitialized(master.dataType(), master.shape(), 'c');
            }
        }
        return kept.assign(quantizer.quantize(master, values));
    }

    /** The quantized weights of this step. */
    INDArray ofThisStep(INDArray master) {
        return kept == null ? master : kept;
    }

    /** Turns the gradient of the quantized weights into that of the master weights. */
    void backward(
            INDArray master, INDArray gradient, Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        if (quantizer != null) {
            quantizer.backward(master, gradient, new QuantizerViews(parameters), new QuantizerViews(gradients));
        }
    }

    /** After an update. */
    void project(Map<String, INDArray> parameters) {
        if (quantizer != null) {
            quantizer.project(new QuantizerViews(parameters));
        }
    }
}
