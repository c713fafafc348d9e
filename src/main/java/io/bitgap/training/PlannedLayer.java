package io.bitgap.training;

/**
 * A layer with weights as a plan would quantize it.
 *
 * @param kind {@code convolution} or {@code dense}
 * @param weightBits 32 = fp32
 * @param activationBits bits of its input, 32 = fp32
 * @param parameters number of weights
 * @param reason why it is not quantized, or ""
 */
public record PlannedLayer(
        String name, String kind, int weightBits, int activationBits, long parameters, String reason) {}
