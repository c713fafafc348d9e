package io.bitgap.export.onnx;

import io.bitgap.export.DeployedActivations;
import io.bitgap.export.onnx.OnnxGraph.Type;
import io.bitgap.quantizer.Staircase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A quantize node as ONNX operations: x is moved where the map begins between two steps, clipped where the integer type
 * holds more steps than the map has, then QuantizeLinear and DequantizeLinear.
 *
 * <p>The type is int8 with zero point 0, which TensorRT wants, wherever the steps fit into it; otherwise uint8. The clip is
 * one of real numbers, because TensorRT has none between the two operations. It costs an operation, and in ONNX Runtime the
 * fusion into an integer convolution, so it is left out where the type itself saturates at the same step, or where a bound
 * cannot be reached because nothing is negative.
 *
 * <p>A learned offset is a real number, which no zero point is: it is taken off in front of QuantizeLinear and put back behind
 * DequantizeLinear. It cannot go into the bias of the next layer, because what a convolution pads with is 0 and not the offset.
 */
final class QuantizeSteps {
    private final OnnxGraph graph;
    private final Map<String, String> plain = new HashMap<>();

    QuantizeSteps(OnnxGraph graph) {
        this.graph = graph;
    }

    /** @return the name of the dequantized value */
    String add(DeployedActivations node, String input) {
        String name = node.node();
        Staircase map = node.map();
        if (map.levels() == 1) {
            // a zero range: every input gives the same
            String none = graph.scalar(name + ".zero", 0);
            return graph.node("Mul", name, List.of(input, none));
        }
        boolean signed = map.low() >= Byte.MIN_VALUE && map.high() <= Byte.MAX_VALUE;
        Type type = signed ? Type.INT8 : Type.UINT8;
        int smallest = signed ? Byte.MIN_VALUE : 0;
        int zero = smallest > map.low() ? smallest - map.low() : 0;
        int largest = smallest + 0xff - zero;
        String x = input;
        if (map.shift() != 0) {
            String by = graph.scalar(name + ".shift", map.shift() * map.inputScale());
            x = graph.node("Add", name + ".shifted", List.of(x, by));
        }
        boolean unreachable = node.nonNegative() && map.low() <= 0 && map.shift() == 0;
        boolean below = map.low() > smallest - zero && !unreachable;
        boolean above = map.high() < largest;
        if (below || above) {
            String low = below ? graph.scalar(name + ".low", map.low() * map.inputScale()) : "";
            String high = above ? graph.scalar(name + ".high", map.high() * map.inputScale()) : "";
            x = graph.node("Clip", name + ".clipped", above ? List.of(x, low, high) : List.of(x, low));
        }
        String zeroPoint = graph.integers(name + ".zero_point", type, new int[] {zero});
        String inputScale = graph.scalar(name + ".scale", map.inputScale());
        String outputScale = map.slope() == 1 ? inputScale : graph.scalar(name + ".output_scale", map.outputScale());
        String codes = graph.node("QuantizeLinear", name + ".codes", List.of(x, inputScale, zeroPoint));
        if (map.outputOffset() == 0) {
            return graph.node("DequantizeLinear", name, List.of(codes, outputScale, zeroPoint));
        }
        String around = graph.node("DequantizeLinear", name + ".around", List.of(codes, outputScale, zeroPoint));
        return graph.node("Add", name, List.of(around, graph.scalar(name + ".offset", map.outputOffset())));
    }

    /**
     * The dequantized value for a layer whose weights are floats, by other operations. Right behind a DequantizeLinear ONNX
     * Runtime would take such a layer for one that is to be quantized, and round its weights to 8 bits under one scale.
     *
     * @param dequantized what {@link #add} returned for the node
     */
    String forFloatWeights(DeployedActivations node, String dequantized) {
        String name = node.node();
        if (node.map().levels() == 1 || node.map().outputOffset() != 0) {
            return dequantized;
        }
        return plain.computeIfAbsent(name, unknown -> {
            String one = graph.scalar(name + ".one", 1);
            String steps = graph.node(
                    "DequantizeLinear", name + ".steps", List.of(name + ".codes", one, name + ".zero_point"));
            String scale = graph.scalar(name + ".step", node.map().outputScale());
            return graph.node("Mul", name + ".plain", List.of(steps, scale));
        });
    }
}
