package io.bitgap.layer.runtime;

import io.bitgap.layer.InferenceWeights;
import io.bitgap.layer.QuantizationPhase;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.layer.QuantizerViews;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.evaluation.Telemetry;
import io.bitgap.quantizer.evaluation.WeightCodes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every running layer with quantized weights answers in the same way. */
interface WeightQuantizerRuntime extends QuantizerRuntime, InferenceWeights {
    QuantizedWeights weights();

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
    default void dampen(double lambda) {
        weights().dampen(lambda);
    }

    @Override
    default Optional<Telemetry> telemetry() {
        return weights().telemetry(masterWeights(), parameters());
    }

    @Override
    default Optional<WeightCodes> weightCodes() {
        return weights().codes(masterWeights(), parameters());
    }

    @Override
    default Map<String, INDArray> inferenceParameters() {
        Map<String, INDArray> own = new LinkedHashMap<>(parameters());
        attached().map(QuantizerViews::keys).ifPresent(own.keySet()::removeAll);
        INDArray computed = weights().inInference(masterWeights(), parameters());
        // DL4J keeps the weights of dense layers as [in, out]; masterWeights() is that, transposed
        own.put(DefaultParamInitializer.WEIGHT_KEY, computed.rank() == 2 ? computed.transpose() : computed);
        return own;
    }
}
