package io.bitgap.layer.runtime;

import io.bitgap.layer.QuantizationPhase;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.Telemetry;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every running layer with quantized weights answers in the same way. */
interface WeightQuantizerRuntime extends QuantizerRuntime {
    QuantizedWeights weights();

    /** Axis 0 is the output channel. */
    INDArray masterWeights();

    Map<String, INDArray> parameters();

    @Override
    default Optional<Quantizer> attached() {
        return weights().attached();
    }

    @Override
    default void phase(QuantizationPhase phase) {
        weights().phase(phase);
    }

    @Override
    default Optional<Telemetry> telemetry() {
        return weights().telemetry(masterWeights(), parameters());
    }
}
