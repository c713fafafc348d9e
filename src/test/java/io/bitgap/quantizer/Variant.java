package io.bitgap.quantizer;

import io.bitgap.quantizer.evaluation.EvaluationRequest;
import io.bitgap.quantizer.evaluation.EvaluationResult;
import io.bitgap.quantizer.evaluation.QuantizerEvaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** A quantizer in a role, at a width, with at most one option that is not its default. */
public record Variant(String name, Role role, int bits, Map<String, Object> options) {
    public static Stream<Variant> all() {
        return ServiceLoader.load(QuantizerFamily.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(family -> family.options().entrySet().stream()
                        .flatMap(entry -> options(entry.getValue()).stream()
                                .flatMap(options -> widths(options)
                                        .map(bits -> new Variant(family.name(), entry.getKey(), bits, options)))));
    }

    /** Every width with the defaults, some with the options. */
    private static Stream<Integer> widths(Map<String, Object> options) {
        return options.isEmpty() ? Stream.of(1, 2, 3, 4, 5, 6, 7, 8) : Stream.of(1, 2, 8);
    }

    private static List<Map<String, Object>> options(List<Option> known) {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(Map.of());
        for (Option option : known) {
            others(option).forEach(value -> all.add(Map.of(option.name(), value)));
        }
        return all;
    }

    private static Stream<Object> others(Option option) {
        return switch (option.kind()) {
            case BOOLEAN ->
                Stream.<Object>of(true, false)
                        .filter(value -> !value.equals(option.initial().orElse(null)));
            case CHOICE -> option.choices().stream().skip(1).map(Object.class::cast);
            case NUMBER -> Stream.of(within(option));
            case CHOICE_OR_NUMBER -> Stream.concat(option.choices().stream().skip(1), Stream.of(within(option)));
            case INTEGER -> Stream.of((int) option.minimum(), 4);
        };
    }

    private static double within(Option option) {
        return Math.min(Math.max(0.75, option.minimum()), option.maximum());
    }

    public Quantizer quantizer() {
        return Quantizers.of(new QuantizerSpec(name, role, bits, options, LevelConvention.BITS));
    }

    void project(Parameters parameters) {
        if (quantizer() instanceof WeightQuantizer weights) {
            weights.project(parameters);
        } else {
            ((ActivationQuantizer) quantizer()).project(parameters);
        }
    }

    Variant with(String option, Object value) {
        Map<String, Object> more = new HashMap<>(options);
        more.put(option, value);
        return new Variant(name, role, bits, more);
    }

    Variant withBits(int other) {
        return new Variant(name, role, other, options);
    }

    /** GDRQ's weights take their threshold from the mean: the same threshold is another multiple of another mean. */
    Variant keepingItsGrid(EvaluationResult answer) {
        int largest = (answer.levels() - 1) / 2;
        double[] scale = Objects.requireNonNull(answer.scale());
        if (!name.equals("gdrq") || role == Role.ACTIVATIONS || largest == 0) {
            return this;
        }
        double mean = Arrays.stream(answer.output()).map(Math::abs).average().orElseThrow();
        return with("k", scale[0] * largest / mean);
    }

    EvaluationResult evaluate(List<Double> input, List<Long> shape) {
        return evaluate(input, shape, Map.of());
    }

    EvaluationResult evaluate(List<Double> input, List<Long> shape, Map<String, Double> parameters) {
        List<Double> upstream = Collections.nCopies(input.size(), 1.0);
        return QuantizerEvaluation.evaluate(
                name,
                new EvaluationRequest(
                        role.name().toLowerCase(Locale.ROOT), bits, shape, input, upstream, options, parameters, null));
    }

    public static List<Double> random(int count) {
        Random random = new Random(11);
        return Stream.generate(random::nextGaussian).limit(count).toList();
    }

    static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    @Override
    public String toString() {
        return "%s %s %d bits %s".formatted(name, role.name().toLowerCase(Locale.ROOT), bits, options);
    }
}
