package io.bitgap.quantizer.lsq;

import io.bitgap.quantizer.LearnedParameterOptions;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.OptionValues;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerFamily;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.calibration.Calibration;
import io.bitgap.quantizer.calibration.Calibration.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** LSQ. */
public final class Lsq implements QuantizerFamily {
    private static final String GRADIENT =
            "∂L/∂s = Σg·(round(%1$s/s) − %1$s/s) inside, %2$s, times 1/√(N·Qp), N elements or, "
                    + "by features, those of one example";

    private static final Option SIGNED = Option.flag(
            "signed",
            Optional.of(false),
            "Whether codes may be negative: −2^(b−1) to 2^(b−1)−1 instead of 0 to 2^b−1.");
    private static final Option PER_CHANNEL = Option.flag(
            "perChannel",
            Optional.of(false),
            "Whether each output channel learns a step of its own; N is then the number of its weights.");
    private static final Option OFFSET = Option.choice(
            "offset",
            List.of("none", "learned"),
            "learned (LSQ+): a second learned parameter moves the codes, for tensors that lie unevenly around 0. Its range begins as "
                    + "calibration finds it on both sides: least squared error, quantiles, else minimum to maximum.");

    @Override
    public String name() {
        return "lsq";
    }

    @Override
    public String sentence() {
        return "Learns the step size of weights and of activations by gradient.";
    }

    @Override
    public Map<Role, String> formula() {
        return Map.of(
                Role.WEIGHTS,
                "Qn = 2^(b−1), Qp = 2^(b−1)−1: y = s·round(clamp(w/s, −Qn, Qp)); ∂L/∂w = g where −Qn < w/s < Qp, else 0; "
                        + GRADIENT.formatted("w", "−Qn·Σg below, Qp·Σg above"),
                Role.ACTIVATIONS,
                "Qn = 0, Qp = 2^b−1 (signed: as weights): y = s·round(clamp(x/s, −Qn, Qp)); ∂L/∂x = g where −Qn < x/s < Qp, "
                        + "else 0; "
                        + GRADIENT.formatted("x", "−Qn·Σg below, Qp·Σg above")
                        + "; with an offset o: x − o for x, y + o for y, ∂L/∂o = Σg outside, scaled alike");
    }

    @Override
    public String whenToUse() {
        return "The first choice at 4 to 2 bits, fine-tuned from a trained network; at 8 bits use a small learning rate.";
    }

    @Override
    public String source() {
        return "Esser et al., Learned Step Size Quantization, ICLR 2020, arXiv 1902.08153; the offset: Bhalgat et al., LSQ+, "
                + "arXiv 2004.09576";
    }

    @Override
    public boolean standsIn() {
        return true;
    }

    @Override
    public Optional<String> variant(Map<String, Object> options) {
        return Boolean.TRUE.equals(options.get(PER_CHANNEL.name())) ? Optional.of("per channel") : Optional.empty();
    }

    @Override
    public Map<Role, List<Option>> options() {
        List<Option> activations =
                options(Calibration.rules(Rule.AUTO, Rule.MEAN, Rule.MSE, Rule.PERCENTILE, Rule.MAX));
        activations.add(SIGNED);
        activations.add(OFFSET);
        List<Option> weights = options(Calibration.rules(Rule.MEAN, Rule.MSE, Rule.PERCENTILE, Rule.MAX));
        weights.add(PER_CHANNEL);
        return Map.of(Role.WEIGHTS, weights, Role.ACTIVATIONS, activations);
    }

    private static List<Option> options(Option rules) {
        List<Option> options = new ArrayList<>(List.of(rules, Calibration.quantile(0.999)));
        options.addAll(new LearnedParameterOptions(1, false, LearnedParameterOptions.GradientScale.LSQ).options());
        return options;
    }

    @Override
    public Quantizer create(QuantizerSpec spec, OptionValues options) {
        Calibration calibration = Calibration.of(options);
        LearnedParameterOptions learning = LearnedParameterOptions.of(options);
        if (spec.role() == Role.WEIGHTS) {
            int largest = SignedLevels.largestSigned(spec.bits(), spec.levels());
            return new LsqWeights(
                    spec, new Steps(-largest - 1, largest, calibration, learning), options.flag(PER_CHANNEL.name()));
        }
        boolean signed = options.flag(SIGNED.name());
        int high = signed
                ? SignedLevels.largestSigned(spec.bits(), LevelConvention.BITS)
                : SignedLevels.largestUnsigned(spec.bits());
        Steps steps = new Steps(signed ? -high - 1 : 0, high, calibration, learning);
        return options.choice(OFFSET.name()).equals("learned")
                ? new LsqPlusActivations(spec, steps)
                : new LsqActivations(spec, steps);
    }
}
