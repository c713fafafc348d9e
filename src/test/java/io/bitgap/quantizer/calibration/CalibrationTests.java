package io.bitgap.quantizer.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.Staircase;
import io.bitgap.quantizer.Variant;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where the parameters of activations start, and how they follow the batches. */
class CalibrationTests {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    static Stream<Variant> everyCalibratedActivation() {
        return Variant.all()
                .filter(one -> one.role() == Role.ACTIVATIONS
                        && one.bits() == 2
                        && !one.quantizer().parameters().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("everyCalibratedActivation")
    void isTheMeanOfWhatIsFoundOnEachBatchHoweverManyThereAre(Variant one) {
        ActivationQuantizer quantizer = (ActivationQuantizer) one.quantizer();
        double[] factors = {1, 3, 2, 0.5};
        Parameters mean = Parameters.of(Map.of());
        for (int batch = 0; batch < factors.length; batch++) {
            quantizer.calibrate(batch(factors[batch]), batch, mean);
        }
        for (QuantizerParameter parameter : quantizer.parameters()) {
            double expected = Arrays.stream(factors)
                    .map(factor -> {
                        Parameters alone = Parameters.of(Map.of());
                        quantizer.calibrate(batch(factor), 0, alone);
                        return alone.get(parameter.name());
                    })
                    .average()
                    .orElseThrow();
            assertThat(mean.get(parameter.name())).as(parameter.name()).isCloseTo(expected, EXACT);
        }
    }

    static Stream<Arguments> thresholds() {
        return Stream.of(
                Arguments.of("pact", Map.of("calibration", "max"), "alpha", 1.0),
                Arguments.of("pact", Map.of("calibration", "percentile", "percentile", 0.9), "alpha", 0.9),
                Arguments.of("pact", Map.of("init", 6), "alpha", 6.0),
                Arguments.of("dorefa", Map.of("calibration", "max"), "range", 1.0),
                Arguments.of("dorefa", Map.of("calibration", "percentile", "percentile", 0.9), "range", 0.9),
                Arguments.of("google-int8", Map.of(), "threshold", 1.0),
                Arguments.of("google-int8", Map.of("calibration", "percentile"), "threshold", 0.999),
                Arguments.of("gdrq", Map.of("k", 1.5), "threshold", 0.75),
                Arguments.of("gdrq", Map.of("calibration", "max"), "threshold", 1.0),
                Arguments.of("lsq", Map.of("calibration", "mean"), "step", 2 * 0.5 / Math.sqrt(15)),
                Arguments.of("lsq", Map.of("calibration", "max"), "step", 1.0 / 15),
                Arguments.of("lsq", Map.of("calibration", "percentile"), "step", 0.999 / 15),
                Arguments.of("fqn", Map.of(), "rangeMax", 0.999),
                Arguments.of("fqn", Map.of("percentile", 0.75), "rangeMin", 0.25));
    }

    /** The batch is 0, 0.001, .., 1. */
    @ParameterizedTest
    @MethodSource("thresholds")
    void findsTheThresholdByTheRuleThatWasChosen(
            String name, Map<String, Object> options, String parameter, double expected) {
        ActivationQuantizer quantizer = activations(name, options);
        Parameters parameters = Parameters.of(Map.of());
        quantizer.calibrate(
                new ArrayStatistics(IntStream.rangeClosed(0, 1000)
                        .mapToDouble(i -> i / 1000.0)
                        .toArray()),
                0,
                parameters);
        assertThat(parameters.get(parameter)).isCloseTo(expected, EXACT);
    }

    @Test
    void searchesASmallerThresholdThanTheMaximumWhenThereIsAnOutlier() {
        double[] values = new double[1000];
        Random random = new Random(3);
        Arrays.setAll(values, i -> Math.abs(random.nextGaussian()));
        values[500] = 8;
        for (String name : new String[] {"pact", "dorefa", "lsq", "gdrq", "google-int8"}) {
            ActivationQuantizer quantizer = activations(name, Map.of("calibration", "mse"));
            Parameters parameters = Parameters.of(Map.of());
            quantizer.calibrate(new ArrayStatistics(values), 0, parameters);
            Staircase map = quantizer.staircase(parameters);
            assertThat(map.inputScale() * map.high()).as(name).isBetween(2.0, 7.0);
        }
    }

    @Test
    void theIntervalOfQilReachesFromZeroToThe99thPercentileOfThePositiveValues() {
        Parameters parameters = Parameters.of(Map.of());
        double[] values =
                IntStream.rangeClosed(-1000, 100).mapToDouble(i -> i / 100.0).toArray();
        activations("qil", Map.of()).calibrate(new ArrayStatistics(values), 0, parameters);
        double highest = 0.01 + 0.99 * 0.99;
        assertThat(parameters.get("center") + parameters.get("halfWidth")).isCloseTo(highest, EXACT);
        assertThat(parameters.get("center") - parameters.get("halfWidth")).isCloseTo(0.01, EXACT);
    }

    @Test
    void theIntervalOfQilWeightsCutsOffATenthOfTheMagnitudesAtEitherSideAndAHalf() {
        WeightQuantizer quantizer = (WeightQuantizer)
                Quantizers.of(new QuantizerSpec("qil", Role.WEIGHTS, 3, Map.of(), LevelConvention.BITS));
        INDArray weights = Nd4j.linspace(-1, 1, 2001, org.nd4j.linalg.api.buffer.DataType.DOUBLE);
        Parameters parameters = Parameters.of(Map.of());
        quantizer.calibrate(weights, parameters);
        assertThat(parameters.get("center") - parameters.get("halfWidth")).isCloseTo(0.1, Offset.offset(1e-3));
        assertThat(parameters.get("center") + parameters.get("halfWidth")).isCloseTo(0.95, Offset.offset(1e-3));
        assertThat(parameters.get("gamma")).isEqualTo(1);
    }

    static Stream<Map<String, Object>> trackedByTheirRule() {
        return Stream.of("symmetric", "affine")
                .flatMap(scheme -> Stream.of("mse", "percentile")
                        .map(rule -> Map.of("scheme", scheme, "calibration", rule, "percentile", 0.9)));
    }

    /** The largest of the values is far above the threshold at 2 bits, and would draw it there. */
    @ParameterizedTest
    @MethodSource("trackedByTheirRule")
    void whatARuleFoundIsStillTheRulesAfterTrainingHasFollowedTheBatches(Map<String, Object> options) {
        ActivationQuantizer quantizer = activations("google-int8", 2, options);
        Parameters tracked = Parameters.of(Map.of());
        quantizer.calibrate(batch(1), 0, tracked);
        double first = largest(quantizer, tracked);
        for (int step = 0; step < 300; step++) {
            quantizer.track(batch(1), tracked);
        }
        assertThat(first).isLessThan(0.8 * batch(1).maxAbs());
        assertThat(largest(quantizer, tracked)).isCloseTo(first, EXACT);

        for (int step = 0; step < 3000; step++) {
            quantizer.track(batch(3), tracked);
        }
        assertThat(largest(quantizer, tracked)).isCloseTo(3 * first, Offset.offset(1e-6));
    }

    @Test
    void theStatisticThatARangeFollowsMayBeChosen() {
        for (String scheme : new String[] {"symmetric", "affine"}) {
            Map<String, Object> mse = Map.of("scheme", scheme, "calibration", "mse");
            ActivationQuantizer max = activations("google-int8", 2, with(mse, "track", "max"));
            ActivationQuantizer none = activations("google-int8", 2, with(mse, "track", "none"));
            Parameters parameters = Parameters.of(Map.of());
            none.calibrate(batch(1), 0, parameters);
            double first = largest(none, parameters);
            none.track(batch(3), parameters);
            assertThat(largest(none, parameters)).isEqualTo(first);
            for (int step = 0; step < 3000; step++) {
                max.track(batch(3), parameters);
            }
            assertThat(largest(max, parameters)).isCloseTo(batch(3).maxAbs(), Offset.offset(1e-6));
        }
    }

    @Test
    void aTensorOfZerosLeavesARangeThatFollowsTheMeanAsItIs() {
        ActivationQuantizer quantizer = activations("google-int8", 2, Map.of("calibration", "mse"));
        Parameters parameters = Parameters.of(Map.of());
        quantizer.calibrate(batch(0), 0, parameters);
        quantizer.track(batch(0), parameters);
        assertThat(quantizer.staircase(parameters)).isEqualTo(Staircase.ZERO);
    }

    private static Map<String, Object> with(Map<String, Object> options, String name, Object value) {
        Map<String, Object> more = new HashMap<>(options);
        more.put(name, value);
        return more;
    }

    private static double largest(ActivationQuantizer quantizer, Parameters parameters) {
        return quantizer.staircase(parameters).value(1e9);
    }

    @Test
    void theThresholdOfGdrqGoesTowardsItsTargetFromBothSides() {
        ActivationQuantizer quantizer = activations("gdrq", Map.of("k", 4, "lambda", 0.001));
        ActivationStatistics ones = new ArrayStatistics(new double[] {0, 1, 0, 1});
        for (double start : new double[] {10, 1}) {
            Parameters parameters = Parameters.of(Map.of("threshold", start));
            for (int step = 0; step < 10_000; step++) {
                quantizer.track(ones, parameters);
            }
            assertThat(parameters.get("threshold")).isCloseTo(2, Offset.offset(1e-3));
        }
    }

    @Test
    void quantilesAreInterpolated() {
        Quantiles quantiles = Quantiles.of(new double[] {4, 1, 3, 2});
        assertThat(quantiles.at(0.9)).isCloseTo(3.7, EXACT);
        assertThat(quantiles.at(0)).isEqualTo(1);
        assertThat(quantiles.at(1)).isEqualTo(4);
        assertThat(Quantiles.of(new double[0]).at(0.5)).isZero();
    }

    private static ActivationStatistics batch(double factor) {
        return new ArrayStatistics(Variant.random(200).stream()
                .mapToDouble(x -> Math.abs(x) * factor)
                .toArray());
    }

    private static ActivationQuantizer activations(String name, Map<String, Object> options) {
        return activations(name, 4, options);
    }

    private static ActivationQuantizer activations(String name, int bits, Map<String, Object> options) {
        return (ActivationQuantizer)
                Quantizers.of(new QuantizerSpec(name, Role.ACTIVATIONS, bits, options, LevelConvention.BITS));
    }
}
