package io.bitgap.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.export.CalibrationTable.Range;
import io.bitgap.graph.LayerSetting;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class CalibrationTableTests {
    /** Signed images into a first layer of 8 bits, behind it activations that PACT cuts off at its alpha. */
    @Test
    void aRangeIsWhatItsQuantizerDoesNotClip() {
        ComputationGraph graph = TrainedNetworks.of(
                "resnet8", TrainedNetworks.both("pact", 4), TrainedNetworks.both("google-int8", 8), LayerSetting.FP32);
        DeployedNetwork network = new DeployedNetwork(graph);
        CalibrationTable table = CalibrationTable.of(network, "resnet8 w4a4", "images");

        assertThat(table.format()).isEqualTo("bitgap-calibration/1");
        assertThat(table.name()).isEqualTo("resnet8 w4a4");
        assertThat(table.tensors()).hasSize(7);
        Range images = range(table, "images");
        assertThat(images.bits()).isEqualTo(8);
        assertThat(images.low()).isNegative();
        assertThat(images.threshold()).isEqualTo(Math.max(-images.low(), images.high()));

        DeployedActivations pact = Objects.requireNonNull(network.activations().get("stage1-block1-bn1-quantize"));
        double alpha = graph.getLayer(pact.node()).getParam("alpha").getDouble(0);
        Range clipped = range(table, pact.tensor());
        assertThat(clipped.bits()).isEqualTo(4);
        assertThat(clipped.low()).isZero();
        assertThat(clipped.high()).isCloseTo(alpha, Offset.offset(1e-6 * alpha)).isEqualTo(clipped.threshold());
    }

    @Test
    void theFileHasAThresholdForEveryTensorByItsName() {
        var table = new CalibrationTable(CalibrationTable.FORMAT, "a model", Map.of("relu-out", new Range(6, 0, 6, 4)));
        assertThat(new String(table.file(), StandardCharsets.UTF_8)).isEqualToIgnoringWhitespace("""
                        {"format": "bitgap-calibration/1", "name": "a model", "tensors":
                         {"relu-out": {"threshold": 6.0, "low": 0.0, "high": 6.0, "bits": 4}}}
                        """);
    }

    private static Range range(CalibrationTable table, String tensor) {
        return Objects.requireNonNull(table.tensors().get(tensor));
    }
}
