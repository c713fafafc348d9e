package io.bitgap.network.definition;

/** Size, stride and padding of a convolution's or a pooling's window, in pixels; the padding is on both opposite sides. */
public record Window(int kernelH, int kernelW, int strideH, int strideW, int padH, int padW) {
    /** Padded so that stride 1 keeps the image's size. */
    public static Window square(int kernel, int stride) {
        return new Window(kernel, kernel, stride, stride, kernel / 2, kernel / 2);
    }

    long outputH(long height) {
        return steps(height + 2L * padH - kernelH, strideH);
    }

    long outputW(long width) {
        return steps(width + 2L * padW - kernelW, strideW);
    }

    /** Places for the window; 0 when it does not fit at all. */
    private static long steps(long room, int stride) {
        return room < 0 ? 0 : room / stride + 1;
    }
}
