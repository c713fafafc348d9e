package io.bitgap.export.onnx;

import io.bitgap.export.DeployedWeights;
import io.bitgap.export.onnx.OnnxGraph.Type;
import io.bitgap.quantizer.evaluation.WeightCodes;
import java.util.Arrays;
import java.util.List;

/**
 * A layer's weights as ONNX: floats, or integers with DequantizeLinear.
 *
 * <p>The integers are symmetric, as TensorRT wants weights: code - zeroPoint, twice that where the zero point lies between
 * two codes, and with the sign of the folded batch norm's factor, so that every scale is positive. int8 holds them; only
 * DoReFa's at 8 bits (-255 to 255) and affine ones of a very uneven range need int16.
 */
final class WeightSteps {
    /** A scale has to be above 0; under this one a channel whose batch norm multiplies with 0 adds nothing that a float can hold. */
    private static final double MIN_SCALE = 1e-30;

    private final OnnxGraph graph;

    WeightSteps(OnnxGraph graph) {
        this.graph = graph;
    }

    /** @return the name of the weights as floats, shaped as the layer's */
    String add(DeployedWeights weights) {
        String name = weights.layer() + ".weight";
        if (weights.codes().isEmpty()) {
            return graph.floats(name, weights.values(), weights.shape());
        }
        WeightCodes codes = weights.codes().get();
        int doubled = doubled(codes);
        int[] integers = integers(weights, codes, doubled);
        Type type = fitBytes(integers) ? Type.INT8 : Type.INT16;
        int channels = weights.channels();
        return graph.node(
                "DequantizeLinear",
                name,
                List.of(
                        graph.integers(name + ".codes", type, integers, weights.shape()),
                        graph.floats(name + ".scale", scales(weights, codes, doubled), channels),
                        graph.integers(name + ".zero_point", type, new int[channels], channels)),
                OnnxGraph.integer("axis", 0));
    }

    private static boolean fitBytes(int[] integers) {
        return Arrays.stream(integers).allMatch(integer -> integer >= Byte.MIN_VALUE && integer <= Byte.MAX_VALUE);
    }

    private static int doubled(WeightCodes codes) {
        for (double zeroPoint : codes.map().zeroPoint()) {
            if (zeroPoint != Math.rint(zeroPoint)) {
                return 2;
            }
        }
        return 1;
    }

    private static int[] integers(DeployedWeights weights, WeightCodes codes, int doubled) {
        int[] integers = new int[codes.codes().length];
        for (int i = 0; i < integers.length; i++) {
            int channel = codes.channel(i);
            double step = doubled * (codes.codes()[i] - codes.map().zeroPoint()[channel]);
            integers[i] = (int) (weights.factor(channel) < 0 ? -step : step);
        }
        return integers;
    }

    private static float[] scales(DeployedWeights weights, WeightCodes codes, int doubled) {
        float[] scales = new float[weights.channels()];
        for (int channel = 0; channel < scales.length; channel++) {
            double scale = codes.map().scale()[channel] * Math.abs(weights.factor(channel)) / doubled;
            scales[channel] = (float) Math.max(scale, MIN_SCALE);
        }
        return scales;
    }
}
