package io.bitgap.graph;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.Parameters;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerParameter;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Describes a quantizer briefly: method, bits and, after training, its parameters. */
record QuantizerText(QuantizerSpec spec, Map<String, Double> values) {
    private static final String SCALE = "scale";
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);

    /** {@code pact, 4 bits}. */
    String method() {
        return spec.quantizer() + ", " + spec.bits() + (spec.bits() == 1 ? " bit" : " bits");
    }

    /** {@code alpha 2.44, scale 0.163}; empty before training. */
    String numbers() {
        Map<String, Double> shown = new LinkedHashMap<>();
        for (QuantizerParameter parameter : quantizer().parameters()) {
            Double value = values.get(parameter.name());
            if (value != null) {
                shown.put(parameter.name(), value);
            }
        }
        shown.putAll(scale());
        return joined(shown);
    }

    /** Everything that is known, for whoever asks. */
    String details() {
        String options = spec.options().isEmpty() ? "" : "\noptions " + new TreeMap<>(spec.options());
        Map<String, Double> all = new TreeMap<>(values);
        all.putAll(scale());
        return method() + options + (all.isEmpty() ? "" : "\n" + joined(all));
    }

    /** As it was measured, or as the parameters give it. */
    private Map<String, Double> scale() {
        Double measured = values.get(SCALE);
        if (measured != null) {
            return Map.of(SCALE, measured);
        }
        Quantizer quantizer = quantizer();
        List<QuantizerParameter> parameters = quantizer.parameters();
        boolean complete = !parameters.isEmpty()
                && parameters.stream().map(QuantizerParameter::name).allMatch(values::containsKey);
        return complete && quantizer instanceof ActivationQuantizer activations
                ? Map.of(SCALE, activations.staircase(Parameters.of(values)).outputScale())
                : Map.of();
    }

    private Quantizer quantizer() {
        return Quantizers.of(spec);
    }

    private static String joined(Map<String, Double> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + " " + number(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(THREE_DIGITS);
        boolean readable = value == 0 || Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6;
        return readable ? rounded.stripTrailingZeros().toPlainString() : rounded.toString();
    }
}
