package io.bitgap.export;

import io.bitgap.quantizer.Staircase;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of {@code calibration.json}: the range of every quantized activation by the name of its tensor in the ONNX
 * model, for a compiler that takes ranges beside a model, as TensorRT does: it sets a tensor's dynamic range to -threshold to
 * threshold.
 *
 * @param format {@link #FORMAT}
 * @param name readable name of the model
 * @param tensors by name
 */
public record CalibrationTable(String format, String name, Map<String, Range> tensors) {
    public static final String FILE = "calibration.json";
    public static final String FORMAT = "bitgap-calibration/1";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * @param threshold the largest magnitude that is not clipped, in the tensor's units
     * @param low smallest value that is not clipped
     * @param high largest value that is not clipped
     * @param bits of the quantizer; TensorRT itself computes with 8
     */
    public record Range(double threshold, double low, double high, int bits) {}

    /** @param input name in the ONNX model of what the network's input vertex gives */
    static CalibrationTable of(DeployedNetwork network, String name, String input) {
        Map<String, Range> tensors = new LinkedHashMap<>();
        String pixels = network.configuration().getNetworkInputs().get(0);
        network.activations().values().forEach(node -> {
            Staircase map = node.map();
            double low = (map.low() - map.shift()) * map.inputScale();
            double high = (map.high() - map.shift()) * map.inputScale();
            tensors.put(
                    node.tensor().equals(pixels) ? input : node.tensor(),
                    new Range(
                            Math.max(Math.abs(low), Math.abs(high)),
                            low,
                            high,
                            node.spec().bits()));
        });
        return new CalibrationTable(FORMAT, name, tensors);
    }

    byte[] file() {
        return JSON.writeValueAsBytes(this);
    }
}
