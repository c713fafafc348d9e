package io.bitgap.quantizer.google;

import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.OptionValues;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerFamily;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.QuantizerUse;
import io.bitgap.quantizer.RecommendedRecipe;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.calibration.Calibration;
import io.bitgap.quantizer.calibration.Calibration.Rule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Google's integer quantization-aware training. */
public final class GoogleInt8 implements QuantizerFamily {
    static final Option PER_CHANNEL = Option.flag(
            "perChannel", Optional.of(true), "One threshold an output channel; otherwise one for the whole tensor.");
    static final Option SCHEME = Option.choice(
            "scheme",
            List.of("symmetric", "affine"),
            "symmetric: codes around 0, as TensorRT runs them; affine: range with an integer zero point, as in the paper.");
    static final Option SIGNED = Option.flag(
            "signed", Optional.empty(), "Whether codes may be negative (symmetric only); true at 8 bits, else false.");
    static final Option GRADIENT = Option.choice(
            "gradient",
            List.of("clip", "ste"),
            "clip: the gradient passes inside the range; ste: it passes everywhere.");
    private static final Option CALIBRATION = Calibration.rules(Rule.MAX, Rule.PERCENTILE, Rule.MSE);

    @Override
    public String name() {
        return "google-int8";
    }

    @Override
    public List<String> aliases() {
        return List.of("google");
    }

    @Override
    public String sentence() {
        return "Scales follow the largest magnitude: of each output channel for weights, a moving average for activations.";
    }

    @Override
    public Map<Role, String> formula() {
        return Map.of(
                Role.WEIGHTS,
                "T = max|w| per output channel, L = 2^(b−1)−1, s = T/L: y = s·round(w/s); ∂L/∂w = g",
                Role.ACTIVATIONS,
                "T ← d·T + (1−d)·max|x| (where calibrated otherwise: in proportion to the moving average of mean|x|), s = T/L: y = s·round(clamp(x, −T or 0, T)/s); ∂L/∂x = g inside the range; affine: "
                        + "y = s·(clamp(round(x/s) + z, 0, 2^b−1) − z)");
    }

    @Override
    public String whenToUse() {
        return "For 8 bits, and for integer runtimes such as TensorRT. Below 4 bits the range that follows the largest value "
                + "wastes most codes.";
    }

    @Override
    public String source() {
        return "Jacob et al., Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only "
                + "Inference, arXiv 1712.05877; symmetric form as TensorRT executes it";
    }

    @Override
    public Optional<RecommendedRecipe> recommendedRecipe() {
        QuantizerUse int8 = new QuantizerUse(name(), 8, name(), 8);
        return Optional.of(new RecommendedRecipe("int8-sine", name() + " at 8 bits", int8::equals));
    }

    @Override
    public boolean quantizesEdges() {
        return true;
    }

    @Override
    public Set<Role> suggestedFor() {
        return Set.of(Role.WEIGHTS);
    }

    @Override
    public Map<Role, List<Option>> options() {
        Map<Role, List<Option>> options = new EnumMap<>(Role.class);
        options.put(Role.WEIGHTS, List.of(PER_CHANNEL));
        options.put(
                Role.ACTIVATIONS,
                List.of(
                        SCHEME,
                        SIGNED,
                        GRADIENT,
                        CALIBRATION,
                        Calibration.quantile(0.999),
                        Tracking.STATISTIC,
                        Tracking.DECAY));
        return options;
    }

    @Override
    public Quantizer create(QuantizerSpec spec, OptionValues options) {
        if (spec.role() == Role.WEIGHTS) {
            int largest = SignedLevels.largestSigned(spec.bits(), spec.levels());
            return new SymmetricWeights(spec, options.flag(PER_CHANNEL.name()), largest);
        }
        Calibration calibration = Calibration.of(options);
        Tracking tracking = Tracking.of(options, calibration);
        boolean clip = options.choice(GRADIENT.name()).equals("clip");
        return options.choice(SCHEME.name()).equals("affine")
                ? new AffineActivations(spec, tracking, clip, calibration)
                : new SymmetricActivations(
                        spec, options.flag(SIGNED.name(), spec.bits() == 8), tracking, clip, calibration);
    }
}
