package io.bitgap.layer.kernel;

/**
 * Whether a pooling takes the largest value of each window, or the mean of those of its values that are not padding.
 *
 * @param max the largest rather than the mean
 * @param window size, stride and padding; of the padding nothing is ever taken
 */
public record PoolingForm(boolean max, ConvolutionGeometry window) {}
