package io.bitgap.layer.runtime;

import io.bitgap.layer.QuantizationPhase;
import io.bitgap.layer.QuantizedLayer;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.WeightQuantizer;
import io.bitgap.quantizer.evaluation.Telemetry;
import io.bitgap.quantizer.evaluation.WeightCodes;
import io.bitgap.quantizer.tensor.Dampening;
import io.bitgap.quantizer.tensor.WeightValues;
import java.util.Map;
import java.util.Optional;
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
    private QuantizationPhase phase = QuantizationPhase.QUANTIZE;
    private @Nullable INDArray kept;
    private boolean unchanged;
    private double dampening;

    QuantizedWeights(QuantizedLayer layer) {
        quantizer = (WeightQuantizer) layer.quantizer();
    }

    /** @param master axis 0 is the output channel */
    INDArray quantize(INDArray master, Map<String, INDArray> parameters, boolean training) {
        if (quantizer == null) {
            return master;
        }
        Parameters values = new QuantizerViews(parameters);
        if (training || phase == QuantizationPhase.CALIBRATE) {
            calibrate(quantizer, master, values);
        }
        unchanged = phase == QuantizationPhase.CALIBRATE || !calibrated(quantizer, values);
        if (unchanged) {
            return master;
        }
        boolean clipped = training && phase == QuantizationPhase.CLIP_ONLY;
        INDArray quantized = kept(master);
        if (clipped) {
            WeightValues.copy(quantizer.clip(master, values), quantized);
        } else {
            quantizer.quantize(master, quantized, values);
        }
        return quantized;
    }

    /** What {@link #quantize} gives outside of training, in a new array, or the master weights. */
    INDArray inInference(INDArray master, Map<String, INDArray> parameters) {
        Parameters values = new QuantizerViews(parameters);
        return quantizer == null || !calibrated(quantizer, values) ? master : quantizer.quantize(master, values);
    }

    /** The codes of {@link #inInference}; nothing where that gives the master weights. */
    Optional<WeightCodes> codes(INDArray master, Map<String, INDArray> parameters) {
        Parameters values = new QuantizerViews(parameters);
        return quantizer == null || !calibrated(quantizer, values)
                ? Optional.empty()
                : Optional.of(WeightCodes.of(quantizer, master, values));
    }

    private static boolean calibrated(WeightQuantizer quantizer, Parameters values) {
        return quantizer.parameters().isEmpty() || values.get(QuantizerViews.CALIBRATED) > 0;
    }

    private static void calibrate(WeightQuantizer quantizer, INDArray master, Parameters values) {
        if (!calibrated(quantizer, values)) {
            quantizer.calibrate(master, values);
            values.set(QuantizerViews.CALIBRATED, 1);
        }
    }

    /** Outlives the step, so it is made outside of its workspaces. */
    private INDArray kept(INDArray master) {
        if (kept == null) {
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                kept = Nd4j.createUninitialized(master.dataType(), master.shape(), 'c');
            }
        }
        return kept;
    }

    /** The quantized weights of this step. */
    INDArray ofThisStep(INDArray master) {
        return kept == null || unchanged ? master : kept;
    }

    /** Turns the gradient of the quantized weights into that of the master weights. */
    void backward(
            INDArray master, INDArray gradient, Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        if (quantizer != null && !unchanged) {
            Parameters values = new QuantizerViews(parameters);
            quantizer.backward(master, gradient, values, new QuantizerViews(gradients));
            if (dampening > 0 && phase == QuantizationPhase.QUANTIZE) {
                double[] step = quantizer.codeMap(master, values).scale();
                Dampening.add(dampening, master, ofThisStep(master), step, gradient);
            }
        }
    }

    /** After an update. */
    void project(Map<String, INDArray> parameters) {
        if (quantizer != null && !unchanged) {
            quantizer.project(new QuantizerViews(parameters));
        }
    }

    Optional<Quantizer> attached() {
        return Optional.ofNullable(quantizer);
    }

    void phase(QuantizationPhase now) {
        phase = now;
    }

    void dampen(double lambda) {
        dampening = lambda;
    }

    Optional<Telemetry> telemetry(INDArray master, Map<String, INDArray> parameters) {
        Parameters values = new QuantizerViews(parameters);
        return attached()
                .filter(attached -> calibrated((WeightQuantizer) attached, values))
                .map(attached -> Telemetry.ofWeights((WeightQuantizer) attached, master, values));
    }
}
