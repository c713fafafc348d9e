package io.bitgap.quantizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bitgap.quantizer.calibration.ArrayStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What training asks of quantizers beside the map and its gradient. */
class TrainingSideTests {
    private static final INDArray WEIGHTS =
            Nd4j.createFromArray(0.5, -3, 0.25, 0.25).reshape(2, 2);

    @Test
    void gdrqClipsWithoutRoundingWhereWeightsAreOnlyClipped() {
        WeightQuantizer quantizer = weights("gdrq", Map.of("k", 1.0));
        assertThat(quantizer.clip(WEIGHTS, Parameters.of(Map.of())).ravel().toDoubleVector())
                .containsExactly(0.5, -1, 0.25, 0.25);
        assertThat(WEIGHTS.getDouble(0, 1)).isEqualTo(-3);
    }

    @Test
    void aQuantizerWithoutAThresholdClipsNothing() {
        assertThat(weights("google-int8", Map.of()).clip(WEIGHTS, Parameters.of(Map.of())))
                .isEqualTo(WEIGHTS);
    }

    @Test
    void qilInTrainingDividesItsGradientByTheRootOfElementsAndCodesUnlessToldOtherwise() {
        Parameters interval = Parameters.of(Map.of("center", 0.5, "halfWidth", 0.4, "gamma", 1.0));
        double plain = centerGradient(Map.of("gradScale", "none"), interval);
        double training = centerGradient(Map.of(), interval);
        assertThat(plain).isNotZero();
        // 4 bits: largest code 7
        assertThat(training).isCloseTo(plain / Math.sqrt(7.0 * WEIGHTS.length()), within(1e-9));
    }

    @Test
    void dorefaInTrainingClipsAtACalibratedRangeAndAsAFormulaOrOnRequestAt1() {
        ActivationQuantizer training = activations("dorefa", Map.of());
        Parameters parameters = Parameters.of(Map.of());
        training.calibrate(new ArrayStatistics(new double[] {0, 2, 4, 6}), 0, parameters);
        assertThat(training.staircase(parameters).value(100)).isCloseTo(6, within(0.5));
        for (Quantizer unit : List.of(training.asPublished(), activations("dorefa", Map.of("range", 1)))) {
            assertThat(unit.parameters()).isEmpty();
            assertThat(((ActivationQuantizer) unit)
                            .staircase(Parameters.of(Map.of()))
                            .value(100))
                    .isEqualTo(1);
        }
        assertThat(activations("dorefa", Map.of("range", "calibrated"))
                        .asPublished()
                        .parameters())
                .hasSize(1);
    }

    private static double centerGradient(Map<String, Object> options, Parameters interval) {
        Parameters gradients = Parameters.of(Map.of());
        weights("qil", options).backward(WEIGHTS, WEIGHTS.mul(WEIGHTS), interval, gradients);
        return gradients.get("center");
    }

    @Test
    void whatWasFittedToTheGridIsFittedAgainAtAnotherWidthAndWhatWasNotIsKept() {
        Map<String, Object> mse = Map.of("calibration", "mse");
        Map<String, Object> percentile = Map.of("calibration", "percentile");
        assertThat(Stream.of(
                        weights("lsq", Map.of()),
                        weights("qil", mse),
                        activations("lsq", Map.of()),
                        activations("gdrq", Map.of()),
                        activations("dorefa", Map.of()),
                        activations("pact", Map.of()),
                        activations("qil", mse),
                        activations("google-int8", mse),
                        activations("google-int8", Map.of("scheme", "affine", "calibration", "mse"))))
                .noneMatch(Quantizer::parametersSurviveBits);
        assertThat(Stream.of(
                        weights("qil", Map.of()),
                        activations("qil", Map.of()),
                        activations("gdrq", Map.of("k", 4)),
                        activations("pact", Map.of("init", 6)),
                        activations("pact", percentile),
                        activations("fqn", Map.of()),
                        activations("google-int8", Map.of()),
                        activations("google-int8", percentile),
                        activations("google-int8", Map.of("scheme", "affine"))))
                .allMatch(Quantizer::parametersSurviveBits);
    }

    @Test
    void learnedParametersHaveARateAndADecayOfTheirOwn() {
        assertThat(activations("pact", Map.of()).parameters())
                .containsExactly(new QuantizerParameter("alpha", true, true, 1));
        assertThat(activations("pact", Map.of("decay", false, "learningRate", 0.5))
                        .parameters())
                .containsExactly(new QuantizerParameter("alpha", true, false, 0.5));
        assertThat(weights("lsq", Map.of()).parameters())
                .containsExactly(new QuantizerParameter("step", true, false, 1));
        assertThat(weights("qil", Map.of()).parameters())
                .contains(new QuantizerParameter("center", true, false, 0.1), QuantizerParameter.statistic("gamma"));
        assertThat(weights("qil", Map.of("learnGamma", true)).parameters())
                .contains(new QuantizerParameter("gamma", true, false, 0.1));
    }

    @Test
    void intervalsOfWeightsLearnAtATenthUnderAScaleAndAtAHundredthOfPlainSumsThoseOfActivationsByPlainSums() {
        for (String scale : new String[] {"auto", "lsq"}) {
            assertThat(weights("qil", Map.of("gradScale", scale)).parameters())
                    .contains(new QuantizerParameter("halfWidth", true, false, 0.1));
        }
        assertThat(weights("qil", Map.of("gradScale", "none")).parameters())
                .contains(new QuantizerParameter("halfWidth", true, false, 0.01));
        assertThat(activations("qil", Map.of()).parameters())
                .contains(new QuantizerParameter("halfWidth", true, false, 1));
        assertThat(activations("qil", Map.of("learningRate", 0.5)).parameters())
                .contains(new QuantizerParameter("halfWidth", true, false, 0.5));
    }

    @Test
    void howFarTheIntervalOfQilWentIsAShareOfItsFirstClipPoint() {
        ActivationQuantizer quantizer = activations("qil", Map.of("calibration", "max"));
        Parameters parameters = Parameters.of(Map.of());
        quantizer.calibrate(new ArrayStatistics(new double[] {0, 0.5, 1, 2}), 0, parameters);
        assertThat(quantizer.derived(parameters))
                .containsEntry("pruneMoved", 0.0)
                .containsEntry("clipMoved", 0.0);
        parameters.set("center", 1);
        parameters.set("halfWidth", 0.5);
        assertThat(quantizer.derived(parameters))
                .containsEntry("pruneMoved", 0.0)
                .containsEntry("clipMoved", -0.25);
        assertThat(quantizer.derived(Parameters.of(Map.of()))).isEmpty();
    }

    @Test
    void zerosAreNotInsideAnIntervalThatBeginsAtZero() {
        Parameters interval = Parameters.of(Map.of("center", 0.5, "halfWidth", 0.5, "gamma", 1.0));
        ActivationQuantizer activations = activations("qil", Map.of());
        double[] gradient = {1, 1, 1};
        assertThat(activations
                        .staircase(interval)
                        .backward(new double[] {0, 0.25, 1}, gradient, 0, 3)
                        .inside())
                .isEqualTo(2);
        assertThat(gradient).containsExactly(0, 1, 1);
        for (boolean learnGamma : new boolean[] {false, true}) {
            INDArray passed = Nd4j.ones(DataType.DOUBLE, 4);
            weights("qil", Map.of("learnGamma", learnGamma))
                    .backward(Nd4j.createFromArray(0, 0.25, -1, -1.5), passed, interval, Parameters.of(Map.of()));
            assertThat(passed.toDoubleVector()).as("gamma %s", learnGamma).containsExactly(0, 1, 1, 0);
        }
    }

    @Test
    void aGammaThatIsFixedGetsNoGradientInTraining() {
        WeightQuantizer quantizer = weights("qil", Map.of());
        Parameters parameters = Parameters.of(Map.of("center", 0.5, "halfWidth", 0.4, "gamma", 1.0));
        Parameters gradients = Parameters.of(Map.of());
        quantizer.backward(WEIGHTS, Nd4j.ones(DataType.DOUBLE, 2, 2), parameters, gradients);
        assertThat(gradients.get("gamma")).isZero();
        assertThat(gradients.get("center")).isNotZero();
    }

    @Test
    void theIntervalOfQilStaysApartFromZeroAndAboveItsHalfWidth() {
        WeightQuantizer quantizer = weights("qil", Map.of());
        Parameters parameters =
                Parameters.of(Map.of("center", 0.1, "halfWidth", 0.3, "gamma", 1.0, "initialCenter", 0.5));
        quantizer.project(parameters);
        assertThat(parameters.get("center")).isEqualTo(0.3);
        parameters.set("halfWidth", -1);
        quantizer.project(parameters);
        assertThat(parameters.get("halfWidth")).isCloseTo(5e-5, Offset.offset(1e-12));
    }

    @Test
    void workOnTransposedWeightsOfSinglePrecision() {
        INDArray stored = Nd4j.linspace(-1, 1, 12, DataType.FLOAT).reshape(4, 3);
        INDArray gradient = Nd4j.linspace(1, 2, 12, DataType.FLOAT).reshape(4, 3);
        for (String name : new String[] {"fqn", "lsq", "qil", "gdrq"}) {
            WeightQuantizer quantizer = weights(name, name.equals("gdrq") ? Map.of("gradient", "clip") : Map.of());
            Parameters parameters = Parameters.of(Map.of());
            INDArray copy = stored.transpose().dup('c');
            quantizer.calibrate(copy, parameters);
            INDArray viewGradient = gradient.dup();
            INDArray copyGradient = gradient.transpose().dup('c');
            Parameters gradients = Parameters.of(Map.of());
            assertThat(quantizer.quantize(stored.transpose(), parameters))
                    .as(name)
                    .isEqualTo(quantizer.quantize(copy, parameters));
            quantizer.backward(stored.transpose(), viewGradient.transpose(), parameters, gradients);
            quantizer.backward(copy, copyGradient, parameters, gradients);
            assertThat(viewGradient.transpose()).as(name).isEqualTo(copyGradient);
        }
    }

    private static WeightQuantizer weights(String name, Map<String, Object> options) {
        return (WeightQuantizer) Quantizers.of(new QuantizerSpec(name, Role.WEIGHTS, 4, options, LevelConvention.BITS));
    }

    private static ActivationQuantizer activations(String name, Map<String, Object> options) {
        return (ActivationQuantizer)
                Quantizers.of(new QuantizerSpec(name, Role.ACTIVATIONS, 4, options, LevelConvention.BITS));
    }
}
