package io.bitgap.training;

import io.bitgap.quantizer.QuantizerUse;

/**
 * The quantizers of a run and their bits; 32 bits leave that role in fp32.
 *
 * @param label the column it belongs to, e.g. {@code w-google-act-pact}
 */
public record MethodPlan(
        String label, QuantizerChoice weights, QuantizerChoice activations, int weightBits, int activationBits) {
    QuantizerUse use() {
        return new QuantizerUse(weights.quantizer(), weightBits, activations.quantizer(), activationBits);
    }
}
