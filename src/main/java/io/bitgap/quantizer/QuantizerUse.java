package io.bitgap.quantizer;

/**
 * Which quantizers a method has, by name, and at how many bits.
 *
 * @param weightBits 1..8, or 32 for fp32
 * @param activationBits 1..8, or 32 for fp32
 */
public record QuantizerUse(String weights, int weightBits, String activations, int activationBits) {}
