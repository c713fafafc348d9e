package io.bitgap.network.upload;

import io.bitgap.network.definition.Window;

/** Reads kernel, stride and padding of a convolution or a pooling. */
final class WindowReader {
    private WindowReader() {}

    static Window read(JsonCursor layer, LayerValues values) {
        int[] kernel = values.sizes(layer.at("kernelSize"), 1);
        int[] stride = values.sizes(layer.at("stride"), 1);
        int[] padding = padding(layer, values, kernel, stride);
        int[] dilation = values.sizes(layer.at("dilation"), 1);
        if (dilation[0] != 1 || dilation[1] != 1) {
            values.refuse(layer.at("dilation"), "unsupported-dilation", "is not supported; use [1, 1]");
        }
        if (padding[0] >= kernel[0] || padding[1] >= kernel[1]) {
            values.refuse(layer.at("padding"), "out-of-range", "must be smaller than the kernel");
        }
        return new Window(kernel[0], kernel[1], stride[0], stride[1], padding[0], padding[1]);
    }

    /** "Same" is a padding too, where it is equal on both sides whatever the size of the image. */
    private static int[] padding(JsonCursor layer, LayerValues values, int[] kernel, int[] stride) {
        int[] stated = values.sizes(layer.at("padding"), 0);
        JsonCursor mode = layer.at("convolutionMode");
        if (mode.matches("Truncate") || mode.matches("Strict")) {
            return stated;
        }
        if (!mode.matches("Same") || !balanced(kernel[0], stride[0]) || !balanced(kernel[1], stride[1])) {
            values.refuse(
                    mode,
                    "unsupported-convolution-mode",
                    "is not supported here; use Truncate with padding (Same is possible for odd kernels of stride 1)");
        }
        return new int[] {kernel[0] / 2, kernel[1] / 2};
    }

    private static boolean balanced(int kernel, int stride) {
        return kernel == 1 || stride == 1 && kernel % 2 == 1;
    }
}
