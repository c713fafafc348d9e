package io.bitgap.layer.kernel;

/**
 * Kernel size, stride and zero padding of a 2-D convolution, in pixels; the padding is the same on opposite sides.
 */
public record ConvolutionGeometry(int kernelH, int kernelW, int strideH, int strideW, int padH, int padW) {
    public long outputH(long inputH) {
        return (inputH + 2L * padH - kernelH) / strideH + 1;
    }

    public long outputW(long inputW) {
        return (inputW + 2L * padW - kernelW) / strideW + 1;
    }
}
