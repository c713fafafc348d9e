package io.bitgap.quantizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bitgap.quantizer.evaluation.EvaluationResult;
import io.bitgap.quantizer.evaluation.WeightCodes;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What every quantizer promises, in every role it has, at every width and with every option that is not its default; new
 * ones are picked up by themselves.
 */
class QuantizerContractTests {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);
    private static final List<Long> SHAPE = List.of(6L, 50L);

    static Stream<Variant> everyVariant() {
        return Variant.all();
    }

    static Stream<Variant> everyWidth() {
        return Variant.all().filter(one -> one.options().isEmpty());
    }

    /** Those whose output has the units of their input. */
    static Stream<Variant> everyAffineVariant() {
        return Variant.all()
                .filter(one -> one.evaluate(Variant.random(6), List.of(6L)).scale() != null);
    }

    /** Activations whose gradient is not straight through. */
    static Stream<Variant> everyClippingActivation() {
        return Variant.all()
                .filter(one -> one.role() == Role.ACTIVATIONS
                        && !"ste".equals(one.options().get("gradient")));
    }

    /** GDRQ's groups get other thresholds from what came out than from what went in. */
    static Stream<Variant> everyAffineVariantWhoseGridCanBeKept() {
        return everyAffineVariant()
                .filter(one -> !one.options().containsKey("groupSize")
                        || one.options().get("groupSize").equals(-1));
    }

    static Stream<Variant> everyLearner() {
        return Variant.all().filter(one -> one.quantizer().parameters().stream().anyMatch(QuantizerParameter::learned));
    }

    @ParameterizedTest
    @MethodSource("everyVariant")
    void hasAtMostTwoToThePowerOfBitsLevels(Variant one) {
        EvaluationResult answer = one.evaluate(Variant.random(300), SHAPE);
        assertThat(answer.levels()).isLessThanOrEqualTo(1 << one.bits());
        long[] distinct = Arrays.stream(answer.codes()).distinct().toArray();
        assertThat(distinct.length).isLessThanOrEqualTo(answer.levels());
        assertThat(Arrays.stream(distinct).max().orElseThrow()
                        - Arrays.stream(distinct).min().orElseThrow())
                .isLessThan(answer.levels());
        assertThat(Arrays.stream(answer.output())).allMatch(Double::isFinite);
    }

    @ParameterizedTest
    @MethodSource("everyAffineVariantWhoseGridCanBeKept")
    void leavesValuesOnItsGridAlone(Variant one) {
        EvaluationResult once = one.evaluate(Variant.random(300), SHAPE);
        EvaluationResult twice =
                one.keepingItsGrid(once).evaluate(Variant.boxed(once.output()), SHAPE, once.parameters());
        assertThat(twice.codes()).isEqualTo(once.codes());
        assertThat(twice.output()).containsExactly(once.output(), EXACT);
    }

    @ParameterizedTest
    @MethodSource("everyAffineVariant")
    void itsCodesScaleAndZeroPointGiveItsOutput(Variant one) {
        EvaluationResult answer = one.evaluate(Variant.random(300), SHAPE);
        double[] scale = Objects.requireNonNull(answer.scale());
        int[] zero = Objects.requireNonNull(answer.zeroPoint());
        assertThat(zero).hasSameSizeAs(scale);
        int group = (int) one.options().getOrDefault("groupSize", -1);
        int filtersAScale = group > 0 ? group : 6 / scale.length;
        for (int i = 0; i < answer.output().length; i++) {
            int at = i / 50 / filtersAScale;
            double offset = answer.parameters().getOrDefault("offset", 0.0);
            assertThat(scale[at] * (answer.codes()[i] - zero[at]) + offset).isCloseTo(answer.output()[i], EXACT);
        }
    }

    static Stream<Variant> everyWeightVariant() {
        return Variant.all().filter(one -> one.role() == Role.WEIGHTS);
    }

    @ParameterizedTest
    @MethodSource("everyWeightVariant")
    void codesOfWeightsAndWhatTheyMeanGiveTheWeights(Variant one) {
        WeightQuantizer quantizer = (WeightQuantizer) one.quantizer();
        INDArray weights = Nd4j.createFromArray(Variant.random(300).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .reshape(6, 50);
        Map<String, Double> values = one.evaluate(Variant.random(300), SHAPE).parameters();
        Parameters parameters = Parameters.of(values);
        double[] expected =
                quantizer.quantize(weights, parameters).dup('c').data().asDouble();
        WeightCodes codes = WeightCodes.of(quantizer, weights, parameters);
        assertThat(codes.map().scale()).hasSize(6);
        assertThat(Arrays.stream(codes.codes()).distinct().count()).isLessThanOrEqualTo(codes.levels());
        for (int i = 0; i < expected.length; i++) {
            assertThat(codes.value(i)).isCloseTo(expected[i], EXACT);
        }
    }

    @ParameterizedTest
    @MethodSource("everyWeightVariant")
    void codesOfALayerOfZerosMeanZero(Variant one) {
        WeightQuantizer quantizer = (WeightQuantizer) one.quantizer();
        INDArray zeros = Nd4j.zeros(DataType.DOUBLE, 6, 50);
        Parameters parameters = Parameters.of(Map.of());
        quantizer.calibrate(zeros, parameters);
        WeightCodes codes = WeightCodes.of(quantizer, zeros, parameters);
        assertThat(IntStream.range(0, 300).mapToDouble(codes::value)).containsOnly(0.0);
    }

    static Stream<Variant> everySignedActivation() {
        return Variant.all().filter(one -> Boolean.TRUE.equals(one.options().get("signed")) && one.bits() > 1);
    }

    @ParameterizedTest
    @MethodSource("everySignedActivation")
    void signedActivationsKeepWhatIsNegative(Variant one) {
        EvaluationResult answer = one.evaluate(Variant.random(300), SHAPE);
        assertThat(Arrays.stream(answer.codes()).min().orElseThrow()).isNegative();
        assertThat(Arrays.stream(answer.output()).min().orElseThrow()).isNegative();
        assertThat(answer.zeroPoint()).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("everyVariant")
    void givesZerosForZerosAndNumbersForAConstant(Variant one) {
        assertThat(one.evaluate(Collections.nCopies(12, 0.0), List.of(3L, 4L)).output())
                .containsOnly(0.0);
        for (double value : new double[] {0.7, -0.7, 1e-320, 1e-20, 1e30, -1e30}) {
            assertOnlyNumbers(one.evaluate(Collections.nCopies(12, value), List.of(3L, 4L)));
            assertOnlyNumbers(one.evaluate(List.of(value), List.of(1L)));
        }
    }

    @ParameterizedTest
    @MethodSource("everyVariant")
    void givesNumbersForParametersThatAreZeroOrNegative(Variant one) {
        List<QuantizerParameter> all = one.quantizer().asPublished().parameters();
        for (double value : new double[] {0, -1, 1e-30, 1e-320, 1e30}) {
            Map<String, Double> together = new HashMap<>();
            all.forEach(parameter -> together.put(parameter.name(), value));
            assertOnlyNumbers(one.evaluate(Variant.random(300), SHAPE, together));
            all.forEach(parameter ->
                    assertOnlyNumbers(one.evaluate(Variant.random(300), SHAPE, Map.of(parameter.name(), value))));
        }
    }

    @ParameterizedTest
    @MethodSource("everyVariant")
    void quantizesAWeightTensorOfAnyRankLikeOneRowAChannel(Variant one) {
        EvaluationResult rows = one.evaluate(Variant.random(300), SHAPE);
        EvaluationResult filters = one.evaluate(Variant.random(300), List.of(6L, 2L, 5L, 5L));
        assertThat(filters.output()).containsExactly(rows.output());
        assertThat(filters.gradInput()).containsExactly(rows.gradInput());
        assertThat(filters.gradParameters()).isEqualTo(rows.gradParameters());
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    void refusesWhatIsNoNumberAndNamesTheField(Variant one) {
        assertThatThrownBy(() -> one.evaluate(List.of(1.0, Double.NaN), List.of(2L)))
                .isInstanceOfSatisfying(
                        InvalidQuantizer.class,
                        e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/input/1"));
        assertThatThrownBy(() -> one.evaluate(List.of(1e31), List.of(1L)))
                .hasMessageContaining("must be a finite number of at most 1e30");
        assertThatThrownBy(() -> one.evaluate(List.of(), List.of(0L)))
                .isInstanceOfSatisfying(
                        InvalidQuantizer.class,
                        e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/input"));
        assertThatThrownBy(() -> one.evaluate(List.of(1.0), List.of(2L)))
                .hasMessageContaining("does not hold 1 values");
        assertThatThrownBy(() -> one.withBits(one.bits() + 8).evaluate(List.of(1.0), List.of(1L)))
                .hasMessageContaining("bits must be 1 to 8");
    }

    @ParameterizedTest
    @MethodSource("everyClippingActivation")
    void passesNoGradientWhereItSaturates(Variant one) {
        Map<String, Double> parameters =
                one.evaluate(Variant.random(300), List.of(300L)).parameters();
        EvaluationResult saturated = one.evaluate(List.of(1e6, -1e6), List.of(2L), parameters);
        assertThat(saturated.gradInput()).containsOnly(0.0);
    }

    @ParameterizedTest
    @MethodSource("everyLearner")
    void scalesTheGradientOfWhatItLearnsByTheNumberOfElementsAndTheLargestCode(Variant one) {
        List<Double> input = Variant.random(300);
        boolean signed =
                one.role() == Role.WEIGHTS || Boolean.TRUE.equals(one.options().get("signed"));
        int largest = (1 << (signed ? one.bits() - 1 : one.bits())) - 1;
        Map<String, Double> plain =
                one.with("gradScale", "none").evaluate(input, SHAPE).gradParameters();
        Map<String, Double> scaled =
                one.with("gradScale", "lsq").evaluate(input, SHAPE).gradParameters();
        assertThat(plain).isNotEmpty().hasSameSizeAs(scaled);
        boolean perChannel = Boolean.TRUE.equals(one.options().get("perChannel"));
        double elements = 300.0 / (perChannel ? SHAPE.get(0) : 1);
        plain.forEach((name, gradient) -> assertThat(scaled.get(name))
                .as(name)
                .isCloseTo(gradient / Math.sqrt(elements * Math.max(largest, 1)), EXACT));
    }

    @ParameterizedTest
    @MethodSource("everyLearner")
    void scalesByTheFeaturesOfOneExampleSoThatTheBatchDoesNotCount(Variant one) {
        List<Double> input = Variant.random(300);
        Map<String, Double> all =
                one.with("gradScale", "lsq").evaluate(input, SHAPE).gradParameters();
        Map<String, Double> features =
                one.with("gradScale", "lsq-features").evaluate(input, SHAPE).gradParameters();
        double examples = one.role() == Role.WEIGHTS ? 1 : SHAPE.get(0);
        all.forEach((name, gradient) ->
                assertThat(features.get(name)).as(name).isCloseTo(gradient * Math.sqrt(examples), EXACT));
        assertThat(one.with("gradScale", "lsq-features")
                        .evaluate(input, List.of(300L))
                        .gradParameters())
                .as("a list of values is one example")
                .isEqualTo(one.with("gradScale", "lsq")
                        .evaluate(input, List.of(300L))
                        .gradParameters());
    }

    @ParameterizedTest
    @MethodSource("everyLearner")
    void bringsLearnedParametersBackWhereTheMapExists(Variant one) {
        Map<String, Double> start = one.evaluate(Variant.random(300), SHAPE).parameters();
        for (double overshoot : new double[] {-5, 0, 1e-30}) {
            Map<String, Double> parameters = new HashMap<>(start);
            one.quantizer().parameters().stream()
                    .filter(QuantizerParameter::learned)
                    .forEach(parameter -> parameters.put(parameter.name(), overshoot));
            Parameters values = Parameters.of(parameters);
            one.project(values);
            one.quantizer().parameters().stream()
                    .filter(parameter ->
                            parameter.learned() && !parameter.name().equals("offset"))
                    .forEach(parameter ->
                            assertThat(values.get(parameter.name())).isPositive());
        }
    }

    private static void assertOnlyNumbers(EvaluationResult answer) {
        assertThat(Arrays.stream(answer.output())).allMatch(Double::isFinite);
        assertThat(Arrays.stream(answer.gradInput())).allMatch(Double::isFinite);
        assertThat(answer.gradParameters().values()).allMatch(Double::isFinite);
        assertThat(answer.parameters().values()).allMatch(Double::isFinite);
        if (answer.scale() != null) {
            assertThat(Arrays.stream(answer.scale())).allMatch(Double::isFinite);
        }
    }
}
