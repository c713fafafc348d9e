package io.bitgap.quantizer.pact;

import io.bitgap.quantizer.LearnedParameterOptions;
import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.OptionValues;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerFamily;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.calibration.Calibration;
import io.bitgap.quantizer.calibration.Calibration.Rule;
import io.bitgap.quantizer.dorefa.DoReFa;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** PACT; its weights are DoReFa's, or those that its authors chose later (SAWB). */
public final class Pact implements QuantizerFamily {
    static final Option INIT = Option.choiceOrNumber(
            "init",
            List.of("calibrated"),
            1e-3,
            1e6,
            "First clip threshold: calibrated from the first batches, or a number.");
    private static final Option SIGNED =
            Option.flag("signed", Optional.of(false), "Whether codes may be negative: range [−α,α] instead of [0,α].");
    private static final String SAWB = "sawb";
    private static final Option GRID = Option.choice(
            "grid",
            List.of("dorefa", SAWB),
            "Where weights of 2 bits or more go: dorefa = through tanh onto [-1,1], as in PACT's paper; sawb = onto an even grid between "
                    + "thresholds that follow their mean magnitude and mean square (arXiv 1807.06964), which keeps their magnitude.");
    private static final LearnedParameterOptions LEARNING =
            new LearnedParameterOptions(1, true, LearnedParameterOptions.GradientScale.NONE);

    @Override
    public String name() {
        return "pact";
    }

    @Override
    public String sentence() {
        return "Learns the clip threshold of activations by gradient; weights are quantized as DoReFa does.";
    }

    @Override
    public Map<Role, String> formula() {
        return Map.of(
                Role.WEIGHTS,
                DoReFa.WEIGHT_FORMULA
                        + "; sawb: T = c1·√(mean w²) + c2·mean|w|, n = 2^b−1: y = 2T·round((clamp(w, −T, T)/(2T) + 1/2)·n)/n − T, ∂L/∂w = g",
                Role.ACTIVATIONS,
                "s = α/(2^b−1): y = s·round(clamp(x, 0, α)/s); ∂L/∂x = g where 0 ≤ x < α, else 0; ∂L/∂α = Σg where x ≥ α; "
                        + "signed: s = α/(2^(b−1)−1), y = s·round(clamp(x, −α, α)/s), ∂L/∂x = g where |x| < α, "
                        + "∂L/∂α = Σg where x ≥ α − Σg where x ≤ −α");
    }

    @Override
    public String whenToUse() {
        return "For 4 to 2 bits after a ReLU; signed where values may be negative. The threshold shrinks by weight decay, so keep the "
                + "decay on.";
    }

    @Override
    public String source() {
        return "Choi et al., PACT: Parameterized Clipping Activation for Quantized Neural Networks, arXiv 1805.06085; the "
                + "grid sawb: Choi et al., arXiv 1807.06964";
    }

    @Override
    public Optional<String> variant(Map<String, Object> options) {
        return SAWB.equals(options.get(GRID.name())) ? Optional.of("with sawb") : Optional.empty();
    }

    @Override
    public Set<Role> suggestedFor() {
        return Set.of(Role.ACTIVATIONS);
    }

    @Override
    public Map<Role, List<Option>> options() {
        Map<Role, List<Option>> options = new EnumMap<>(Role.class);
        options.put(
                Role.WEIGHTS,
                Stream.concat(Stream.of(GRID), DoReFa.WEIGHT_OPTIONS.stream()).toList());
        options.put(Role.ACTIVATIONS, activationOptions());
        return options;
    }

    @Override
    public Quantizer create(QuantizerSpec spec, OptionValues options) {
        if (spec.role() == Role.WEIGHTS) {
            return options.choice(GRID.name()).equals(SAWB) && spec.bits() > 1
                    ? new SawbWeights(spec)
                    : DoReFa.weights(spec, options);
        }
        return new PactActivations(
                spec,
                options.flag(SIGNED.name()),
                options.isNumber(INIT.name()) ? options.number(INIT.name()) : 0,
                Calibration.of(options),
                LearnedParameterOptions.of(options));
    }

    private static List<Option> activationOptions() {
        List<Option> options = new ArrayList<>(List.of(
                INIT, SIGNED, Calibration.rules(Rule.MSE, Rule.PERCENTILE, Rule.MAX), Calibration.quantile(0.999)));
        options.addAll(LEARNING.options());
        return options;
    }
}
