package io.bitgap.quantizer.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Rescale;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RescaledWeightsTests {
    /** Channels of very different magnitude, as folded batch norms leave them; the last is all zeros. */
    private static final INDArray WEIGHTS = Nd4j.createFromArray(0.9, -0.4, 0.2, 0.05, 0.04, -0.01, 0.0, 0.0, 0.0)
            .reshape(3, 3);

    private static QuantizerSpec spec(String quantizer, Map<String, Object> options) {
        return new QuantizerSpec(quantizer, Role.WEIGHTS, 3, options, LevelConvention.BITS);
    }

    private static WeightQuantizer quantizer(String quantizer, String rescale) {
        return (WeightQuantizer) Quantizers.of(spec(quantizer, Map.of("rescale", rescale)));
    }

    private static Parameters parameters(WeightQuantizer quantizer) {
        Parameters parameters = Parameters.of(Map.of());
        quantizer.calibrate(WEIGHTS, parameters);
        return parameters;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dorefa", "pact", "qil"})
    void noOtherFactorBringsAChannelCloserToItsWeights(String name) {
        WeightQuantizer quantizer = quantizer(name, "always");
        INDArray quantized = quantizer.quantize(WEIGHTS, parameters(quantizer));
        assertThat(quantizer.keepsMagnitude()).isTrue();
        for (int channel = 0; channel < 3; channel++) {
            INDArray w = WEIGHTS.getRow(channel);
            INDArray y = quantized.getRow(channel);
            for (double other : new double[] {0.98, 1.02}) {
                assertThat(w.squaredDistance(y)).isLessThanOrEqualTo(w.squaredDistance(y.mul(other)));
            }
        }
        assertThat(quantized.getRow(2).toDoubleVector()).containsOnly(0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dorefa", "pact", "qil"})
    void theGradientIsThePlainOneTimesTheFactorOfTheChannel(String name) {
        WeightQuantizer rescaled = quantizer(name, "always");
        WeightQuantizer plain = quantizer(name, "never");
        Parameters parameters = parameters(plain);
        INDArray scaled = Nd4j.ones(DataType.DOUBLE, 3, 3);
        double[] factor = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            INDArray q = plain.quantize(WEIGHTS, parameters).getRow(channel);
            double squares = q.mul(q).sumNumber().doubleValue();
            double fit =
                    squares > 0 ? q.mul(WEIGHTS.getRow(channel)).sumNumber().doubleValue() / squares : 0;
            factor[channel] = fit > 0 ? fit : 1;
            scaled.getRow(channel).muli(factor[channel]);
        }
        INDArray gradient = Nd4j.ones(DataType.DOUBLE, 3, 3);
        rescaled.backward(WEIGHTS, gradient, parameters, Parameters.of(Map.of()));
        plain.backward(WEIGHTS, scaled, parameters, Parameters.of(Map.of()));
        assertThat(gradient.equalsWithEps(scaled, 1e-12)).isTrue();
    }

    @Test
    void isWhatAutoMeansOnlyWhereNoBatchNormRestoresAMagnitudeThatIsLost() {
        QuantizerSpec always = spec("dorefa", Map.of("maxGradient", "detached", "rescale", "always"));
        assertThat(Rescale.withoutBatchNorm(spec("dorefa", Map.of("maxGradient", "detached"))))
                .isEqualTo(always);
        assertThat(Rescale.withoutBatchNorm(always)).isEqualTo(always);
        for (QuantizerSpec as : new QuantizerSpec[] {
            spec("qil", Map.of("rescale", "never")),
            spec("lsq", Map.of()),
            new QuantizerSpec("dorefa", Role.WEIGHTS, 1, Map.of(), LevelConvention.BITS)
        }) {
            assertThat(Rescale.withoutBatchNorm(as)).isEqualTo(as);
        }
    }
}
