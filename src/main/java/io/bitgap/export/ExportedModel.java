package io.bitgap.export;

import io.bitgap.export.onnx.OnnxModel;
import io.bitgap.export.packed.PackedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A trained network as files for other programs.
 *
 * @param network what they describe
 * @param onnx bytes of {@code model.onnx}
 * @param packed {@code weights.bin} and {@code quantizers.json}
 * @param calibration {@code calibration.json}
 */
public record ExportedModel(DeployedNetwork network, byte[] onnx, PackedModel packed, CalibrationTable calibration) {
    public static final String ONNX = "model.onnx";

    /**
     * Exports a network; the same network and label give the same bytes.
     *
     * @param trained with its quantizers
     * @throws ExportFailed when it has a layer that cannot be written
     */
    public static ExportedModel of(ComputationGraph trained, ModelLabel label) {
        DeployedNetwork network = new DeployedNetwork(trained);
        try {
            return new ExportedModel(
                    network,
                    OnnxModel.of(network, label),
                    PackedModel.of(network, label),
                    CalibrationTable.of(network, label.name(), OnnxModel.NORMALIZED));
        } catch (IllegalArgumentException e) {
            throw ExportFailed.network(e);
        }
    }

    /** Of the parameters in {@code weights.bin}. */
    public long packedBytes() {
        return packed.weights().length;
    }

    /** The files' bytes by name. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ONNX, onnx);
        files.put(PackedModel.WEIGHTS, packed.weights());
        files.put(PackedModel.DESCRIPTION, packed.descriptionFile());
        files.put(CalibrationTable.FILE, calibration.file());
        return files;
    }
}
