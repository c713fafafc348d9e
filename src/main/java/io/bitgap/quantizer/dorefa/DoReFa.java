package io.bitgap.quantizer.dorefa;

import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.OptionValues;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerFamily;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Rescale;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.WeightQuantizer;
import io.bitgap.quantizer.calibration.Calibration;
import io.bitgap.quantizer.calibration.Calibration.Rule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** DoReFa. */
public final class DoReFa implements QuantizerFamily {
    private static final Option MAX_GRADIENT = Option.choice(
            "maxGradient",
            List.of("exact", "detached"),
            "exact: the gradient also goes through the largest tanh; detached: it is treated as a constant.");

    private static final Option RANGE = Option.choiceOrNumber(
            "range",
            List.of("auto", "calibrated"),
            1e-3,
            1e6,
            "Where activations are clipped: calibrated from the first batches and then fixed, or a number (1 in the paper); auto = "
                    + "calibrated in training, 1 when a single tensor is evaluated.");

    /** Options of DoReFa's weights, which PACT shares. */
    public static final List<Option> WEIGHT_OPTIONS = List.of(MAX_GRADIENT, Rescale.OPTION);

    /** Formula of DoReFa's weights, which PACT shares. */
    public static final String WEIGHT_FORMULA =
            "t = tanh w, M = max |t|, n = 2^b−1: y = 2·round((t/(2M) + 1/2)·n)/n − 1; ∂L/∂w = (1−t²)·g/M, and at the largest "
                    + "|t| −(1−t²)·sign(t)/M²·Σg·t over the others; 1 bit: y = mean|w|·sign(w), ∂L/∂w = g; rescaled: m·y in each output channel, m = Σw·y/Σy², a constant in the gradient";

    @Override
    public String name() {
        return "dorefa";
    }

    @Override
    public String sentence() {
        return "Weights through tanh on an even grid in [-1,1] that has no zero; activations clipped to [0,1], or to a calibrated range.";
    }

    @Override
    public Map<Role, String> formula() {
        return Map.of(
                Role.WEIGHTS,
                WEIGHT_FORMULA,
                Role.ACTIVATIONS,
                "n = 2^b−1: y = r·round(clamp(x/r, 0, 1)·n)/n, r = 1 or calibrated; ∂L/∂x = g where 0 ≤ x ≤ r, else 0");
    }

    @Override
    public String whenToUse() {
        return "A baseline that learns nothing. Weights lose their magnitude, which a batch norm behind them restores, else a factor "
                + "a channel (rescale); with range 1 a batch norm must stand in front, too, and training must be long enough for it to bring activations into [0,1].";
    }

    @Override
    public String source() {
        return "Zhou et al., DoReFa-Net: Training Low Bitwidth Convolutional Neural Networks with Low Bitwidth "
                + "Gradients, arXiv 1606.06160";
    }

    @Override
    public Map<Role, List<Option>> options() {
        Map<Role, List<Option>> options = new EnumMap<>(Role.class);
        options.put(Role.WEIGHTS, WEIGHT_OPTIONS);
        options.put(
                Role.ACTIVATIONS,
                List.of(RANGE, Calibration.rules(Rule.MSE, Rule.PERCENTILE, Rule.MAX), Calibration.quantile(0.999)));
        return options;
    }

    @Override
    public Quantizer create(QuantizerSpec spec, OptionValues options) {
        return spec.role() == Role.WEIGHTS ? weights(spec, options) : activations(spec, options);
    }

    private static Quantizer activations(QuantizerSpec spec, OptionValues options) {
        return new DoReFaActivations(
                spec,
                options.isNumber(RANGE.name()) ? options.number(RANGE.name()) : 0,
                options.choice(RANGE.name()).equals("auto"),
                Calibration.of(options));
    }

    /** DoReFa's weight quantizer. */
    public static WeightQuantizer weights(QuantizerSpec spec, OptionValues options) {
        WeightQuantizer plain = spec.bits() == 1
                ? new BinaryWeights(spec)
                : new DoReFaWeights(spec, options.choice(MAX_GRADIENT.name()).equals("exact"));
        return Rescale.of(plain, options);
    }
}
