package io.bitgap.quantizer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.quantizer.GradientWindow;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.OutputGrid;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class TelemetryTests {
    private static final Staircase TWO_BITS = Staircase.uniform(1, 0, 3, 0, GradientWindow.closed(0, 3));

    @Test
    void countsWhatLiesBeyondTheEndsAndTheLevelsThatOccur() {
        Telemetry telemetry = Telemetry.ofActivations(TWO_BITS, new double[] {-1, 0, 0.9, 1.2, 5});
        assertThat(telemetry.clipped()).isEqualTo(0.4);
        assertThat(telemetry.levelsUsed()).isEqualTo(3); // 0, 1, 3
        assertThat(telemetry.low()).isZero();
        assertThat(telemetry.high()).isEqualTo(3);
        assertThat(telemetry.scale()).isEqualTo(1);
        assertThat(telemetry.dead()).isFalse();
    }

    @Test
    void theNoiseRatioIsThatOfTheWorkedNumber() {
        Staircase map = Staircase.uniform(1, 0, 2, 0, GradientWindow.closed(0, 2));
        assertThat(Telemetry.ofActivations(map, new double[] {1, 2, 3}).sqnr()).isCloseTo(11.461, within(1e-3));
    }

    @Test
    void prunedValuesOfAnUnsignedMapAreNotClipped() {
        Staircase interval = new Staircase(1, -2, 0, 3, new OutputGrid(1.0 / 3, 0, 0), GradientWindow.closed(2, 5));
        Telemetry telemetry = Telemetry.ofActivations(interval, new double[] {0, 1, 3, 4, 6});
        assertThat(telemetry.clipped()).isEqualTo(0.2);
    }

    @Test
    void oneLevelInUseIsDead() {
        assertThat(Telemetry.ofActivations(TWO_BITS, new double[] {0.1, 0.2, 0.3})
                        .dead())
                .isTrue();
    }

    @Test
    void withoutNoiseOrSignalTheRatioIsLeftOut() {
        assertThat(Telemetry.ofActivations(TWO_BITS, new double[] {0, 1, 2}).sqnr())
                .isNull();
        assertThat(Telemetry.ofActivations(TWO_BITS, new double[] {0, 0}).sqnr())
                .isNull();
        assertThat(Telemetry.ofActivations(TWO_BITS, new double[] {Double.NaN}).levelsUsed())
                .isZero();
    }

    @Test
    void weightsThatLoseTheirMagnitudeAreComparedAtTheScaleThatFitsBest() {
        WeightQuantizer dorefa = (WeightQuantizer)
                Quantizers.of(new QuantizerSpec("dorefa", Role.WEIGHTS, 8, Map.of(), LevelConvention.BITS));
        Telemetry telemetry = Telemetry.ofWeights(
                dorefa,
                Nd4j.linspace(-0.05, 0.05, 256, org.nd4j.linalg.api.buffer.DataType.DOUBLE),
                Parameters.of(Map.of()));
        assertThat(telemetry.scale()).isNull();
        assertThat(telemetry.levelsUsed()).isGreaterThan(200);
        assertThat(telemetry.sqnr()).isGreaterThan(40.0);
    }

    @Test
    void weightsBeyondTheThresholdAreClipped() {
        WeightQuantizer gdrq = (WeightQuantizer)
                Quantizers.of(new QuantizerSpec("gdrq", Role.WEIGHTS, 2, Map.of("k", 1), LevelConvention.BITS));
        // mean magnitude 1, so T = 1
        Telemetry telemetry =
                Telemetry.ofWeights(gdrq, Nd4j.createFromArray(0.5, -0.5, 2.0, -1.0), Parameters.of(Map.of()));
        assertThat(telemetry.high()).isEqualTo(1);
        assertThat(telemetry.low()).isEqualTo(-1);
        assertThat(telemetry.clipped()).isEqualTo(0.25);
    }
}
