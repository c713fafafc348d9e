package io.bitgap.training;

/**
 * The quantizers of a run and their bits; 32 bits leave that role in fp32.
 *
 * @param label the column it belongs to, e.g. {@code w-google-act-pact}
 */
public record MethodPlan(
        String label, QuantizerChoice weights, QuantizerChoice activations, int weightBits, int activationBits) {}
