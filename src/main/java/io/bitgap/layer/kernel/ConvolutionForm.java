package io.bitgap.layer.kernel;

/**
 * What a convolution computes beside its sums of products: y = relu(x * w + b).
 *
 * @param bias whether b is added, one number an output channel
 * @param relu whether max(y, 0) follows
 */
public record ConvolutionForm(ConvolutionGeometry geometry, boolean bias, boolean relu) {}
