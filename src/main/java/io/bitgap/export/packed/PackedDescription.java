package io.bitgap.export.packed;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code quantizers.json}; record components are its field names. It says what the bytes of {@code weights.bin}
 * mean and what activations go through.
 *
 * @param format {@link #FORMAT}
 * @param name readable name of the model
 * @param origin where it comes from
 * @param input what the network takes
 * @param weights the file of weights that this belongs to
 * @param tensors what is in it
 * @param activations the quantize nodes, in the order of the data
 */
public record PackedDescription(
        String format,
        String name,
        Map<String, String> origin,
        Input input,
        WeightsFile weights,
        List<Tensor> tensors,
        List<Activations> activations) {
    public static final String FORMAT = "bitgap-packed/1";

    /**
     * x = (pixel / 255 - mean) / deviation.
     *
     * @param mean one a channel
     * @param deviation one a channel
     * @param classes names by label
     */
    public record Input(int height, int width, int channels, float[] mean, float[] deviation, List<String> classes) {}

    /** @param sha256 lower-case hex of its bytes */
    public record WeightsFile(String name, long size, String sha256) {}

    /**
     * @param name layer and what it is of it: {@code conv1.weight}, {@code conv1.bias}, {@code conv1.factor}
     * @param shape axis 0 is the output channel
     * @param offset of its first byte in the file
     * @param bytes it takes
     * @param codes of integers; null for floats, IEEE 754 single precision, lowest byte first
     */
    public record Tensor(
            String name,
            long[] shape,
            long offset,
            int bytes,
            @Nullable Codes codes) {
        int count() {
            long count = 1;
            for (long dimension : shape) {
                count *= dimension;
            }
            return Math.toIntExact(count);
        }
    }

    /**
     * Weight of output channel c = scale[c] * (code - zeroPoint[c]), times the layer's {@code factor[c]} where there is one:
     * that of the batch norm folded into the layer. Lists of one entry hold for every channel.
     *
     * @param bits of the experiment
     * @param levels distinct codes that the quantizer can give
     * @param width bits that a code takes in the file
     * @param lowest the code that is stored as 0
     */
    public record Codes(
            String quantizer,
            Map<String, Object> options,
            int bits,
            int levels,
            int width,
            int lowest,
            double[] scale,
            double[] zeroPoint) {}

    /**
     * step = rint(clamp(x / inputScale + shift, low, high)), output = outputScale * step + outputOffset, code = step + zeroPoint.
     *
     * @param node name of the quantize node
     * @param tensor what it quantizes
     */
    public record Activations(
            String node,
            String tensor,
            String quantizer,
            Map<String, Object> options,
            int bits,
            double inputScale,
            double shift,
            int low,
            int high,
            double outputScale,
            double outputOffset,
            int zeroPoint) {}
}
