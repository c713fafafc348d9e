package io.bitgap.quantizer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuantizerCurveTests {

    @Test
    void activationsAreDrawnHalfAsFarAgainAsTheirRange() {
        QuantizerCurve curve = curve("pact", Role.ACTIVATIONS, 2, 1, Map.of("alpha", 6.0));

        assertThat(curve.grid()).isEqualTo(new QuantizerCurve.EvenGrid(-3, 9, QuantizerCurve.POINTS));
        assertThat(curve.levels()).extracting(QuantizerCurve.Level::output).containsExactly(0.0, 2.0, 4.0, 6.0);
        // 1 is half way between the first two levels and rounds to the even one
        assertThat(curve.levels().get(0).to()).isCloseTo(1, within(curve.grid().spacing()));
        assertThat(curve.levels().get(3).to()).isEqualTo(9);
    }

    @Test
    void weightsAreDrawnOverTheSampleAsOneChannel() {
        QuantizerCurve curve = curve("google-int8", Role.WEIGHTS, 3, 2, Map.of());

        assertThat(curve.grid()).isEqualTo(new QuantizerCurve.EvenGrid(-2, 2, QuantizerCurve.POINTS));
        assertThat(curve.request().shape()).isEqualTo(List.of(1L, 801L));
        assertThat(curve.levels()).hasSize(7);
        assertThat(curve.answer().gradInput()).containsOnly(1.0);
    }

    @Test
    void zeroIsOneOfTheInputs() {
        assertThat(curve("pact", Role.ACTIVATIONS, 4, 1, Map.of("alpha", 1.0))
                        .request()
                        .input())
                .contains(0.0);
        assertThat(curve("dorefa", Role.WEIGHTS, 4, 0.3, Map.of()).request().input())
                .contains(0.0);
    }

    @Test
    void allLevelsOfEightBitsAreMet() {
        assertThat(curve("pact", Role.ACTIVATIONS, 8, 1, Map.of("alpha", 6.0)).levels())
                .hasSize(256);
    }

    private static QuantizerCurve curve(
            String name, Role role, int bits, double reach, Map<String, Double> parameters) {
        return QuantizerCurve.of(
                new QuantizerSpec(name, role, bits, Map.of(), LevelConvention.BITS), reach, parameters);
    }
}
