package io.bitgap.dataset;

/**
 * x = (pixel / 255 - mean) / deviation, per channel; both arrays have one entry a channel.
 */
public record Normalization(float[] mean, float[] deviation) {}
