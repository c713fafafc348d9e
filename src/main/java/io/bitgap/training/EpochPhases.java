package io.bitgap.training;

import io.bitgap.layer.QuantizationPhase;
import io.bitgap.layer.QuantizerRuntime;
import io.bitgap.layer.RunningStatistics;
import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.Quantizer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Sets the phase of quantizers and batch norms for an epoch. It follows from the plan and the epoch alone, so that a resumed run
 * goes on as it would have.
 */
record EpochPhases(Recipe recipe) {

    /** @param epoch from 0 */
    void enter(ComputationGraph graph, int epoch) {
        for (Layer layer : graph.getLayers()) {
            if (layer instanceof QuantizerRuntime runtime) {
                runtime.attached().ifPresent(quantizer -> runtime.phase(phase(quantizer, epoch)));
            }
            if (layer instanceof RunningStatistics statistics) {
                statistics.freeze(recipe.freezesBatchNorm(epoch));
            }
        }
    }

    /** Whether activations are quantized for the first time in this epoch after a delay. */
    boolean endsDelay(int epoch) {
        int delay = recipe.quantization().delayActivationsEpochs();
        return delay > 0 && epoch == delay;
    }

    private QuantizationPhase phase(Quantizer quantizer, int epoch) {
        boolean delayed = epoch < recipe.quantization().delayActivationsEpochs();
        if (delayed && quantizer instanceof ActivationQuantizer) {
            return QuantizationPhase.FLOAT;
        }
        return epoch < recipe.quantization().clipOnlyEpochs()
                ? QuantizationPhase.CLIP_ONLY
                : QuantizationPhase.QUANTIZE;
    }
}
