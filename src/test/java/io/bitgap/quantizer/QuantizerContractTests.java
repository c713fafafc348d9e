package io.bitgap.quantizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every quantizer promises, in every role it has, at every width; new ones are picked up by themselves. */
class QuantizerContractTests {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    static Stream<Arguments> everyWidth() {
        return Quantizers.catalogue().stream()
                .flatMap(q -> q.options().keySet().stream()
                        .flatMap(role ->
                                Stream.of(1, 2, 3, 4, 5, 6, 7, 8).map(bits -> Arguments.of(q.name(), role, bits))));
    }

    /** Those whose output has the units of their input. */
    static Stream<Arguments> everyAffineWidth() {
        return everyWidth().filter(one -> {
            Object[] a = one.get();
            return evaluate((String) a[0], (Role) a[1], (int) a[2], random(6), List.of(6L))
                            .scale()
                    != null;
        });
    }

    static Stream<Arguments> everyWidthOfActivations() {
        return everyWidth().filter(one -> one.get()[1] == Role.ACTIVATIONS);
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    void has_at_most_two_to_the_power_of_bits_levels(String name, Role role, int bits) {
        EvaluationAnswer answer = evaluate(name, role, bits, random(6 * 50), List.of(6L, 50L));
        assertThat(answer.levels()).isLessThanOrEqualTo(1 << bits);
        assertThat(Arrays.stream(answer.codes()).distinct().count()).isLessThanOrEqualTo(answer.levels());
        assertThat(answer.output()).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("everyAffineWidth")
    void leaves_values_on_its_grid_alone(String name, Role role, int bits) {
        List<Long> shape = List.of(6L, 50L);
        EvaluationAnswer once = evaluate(name, role, bits, random(6 * 50), shape);
        EvaluationAnswer twice = evaluate(name, role, bits, boxed(once.output()), shape, once.parameters());
        assertThat(twice.codes()).isEqualTo(once.codes());
        assertThat(twice.output()).containsExactly(once.output(), EXACT);
    }

    @ParameterizedTest
    @MethodSource("everyAffineWidth")
    void its_codes_scale_and_zero_point_give_its_output(String name, Role role, int bits) {
        EvaluationAnswer answer = evaluate(name, role, bits, random(6 * 50), List.of(6L, 50L));
        double[] scale = Objects.requireNonNull(answer.scale());
        int[] zero = Objects.requireNonNull(answer.zeroPoint());
        for (int i = 0; i < answer.output().length; i++) {
            int channel = scale.length == 1 ? 0 : i / 50;
            assertThat(scale[channel] * (answer.codes()[i] - zero[channel])).isCloseTo(answer.output()[i], EXACT);
        }
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    void gives_zeros_for_zeros_and_numbers_for_a_constant(String name, Role role, int bits) {
        assertThat(evaluate(name, role, bits, Collections.nCopies(12, 0.0), List.of(3L, 4L))
                        .output())
                .containsOnly(0.0);
        EvaluationAnswer constant = evaluate(name, role, bits, Collections.nCopies(12, 0.7), List.of(3L, 4L));
        assertThat(Arrays.stream(constant.output())).allMatch(Double::isFinite);
        assertThat(Arrays.stream(constant.gradInput())).allMatch(Double::isFinite);
        assertThat(evaluate(name, role, bits, List.of(-0.3), List.of(1L)).output())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("everyWidth")
    void refuses_what_is_no_number_and_names_the_field(String name, Role role, int bits) {
        assertThatThrownBy(() -> evaluate(name, role, bits, List.of(1.0, Double.NaN), List.of(2L)))
                .isInstanceOfSatisfying(
                        InvalidQuantizer.class,
                        e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/input/1"));
        assertThatThrownBy(() -> evaluate(name, role, bits, List.of(), List.of(0L)))
                .isInstanceOfSatisfying(
                        InvalidQuantizer.class,
                        e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/input"));
        assertThatThrownBy(() -> evaluate(name, role, bits, List.of(1.0), List.of(2L)))
                .hasMessageContaining("does not hold 1 values");
        assertThatThrownBy(() -> evaluate(name, role, bits + 8, List.of(1.0), List.of(1L)))
                .hasMessageContaining("bits must be 1 to 8");
    }

    @ParameterizedTest
    @MethodSource("everyWidthOfActivations")
    void passes_no_gradient_where_it_saturates(String name, Role role, int bits) {
        EvaluationAnswer answer = evaluate(name, role, bits, random(300), List.of(300L));
        Map<String, Double> parameters = answer.parameters();
        List<Double> far = List.of(1e6, -1e6);
        EvaluationAnswer saturated = evaluate(name, role, bits, far, List.of(2L), parameters);
        assertThat(saturated.gradInput()).containsOnly(0.0);
    }

    private static List<Double> random(int count) {
        Random random = new Random(11);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(random.nextGaussian());
        }
        return values;
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static EvaluationAnswer evaluate(String name, Role role, int bits, List<Double> input, List<Long> shape) {
        return evaluate(name, role, bits, input, shape, Map.of());
    }

    private static EvaluationAnswer evaluate(
            String name, Role role, int bits, List<Double> input, List<Long> shape, Map<String, Double> parameters) {
        return QuantizerEvaluation.evaluate(
                name,
                new EvaluationRequest(
                        role.name().toLowerCase(Locale.ROOT),
                        bits,
                        shape,
                        input,
                        Collections.nCopies(input.size(), 1.0),
                        Map.of(),
                        parameters,
                        null));
    }
}
