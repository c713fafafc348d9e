package io.bitgap.quantizer.gdrq;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.OptionValues;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerFamily;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.RecommendedRecipe;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.calibration.Calibration;
import io.bitgap.quantizer.calibration.Calibration.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GDRQ. */
public final class Gdrq implements QuantizerFamily {
    private static final Option K = Option.number(
            "k",
            0.01,
            100,
            "T = k * mean |w|; by default 1.53, 2.45, 3.11, 3.63, 4.10, 4.52, 4.91 for largest code L = 1, 3, 7, 15, 31, 63, 127.");
    private static final Option K_OF_ACTIVATIONS = Option.number(
            "k",
            0.01,
            100,
            "T follows k * mean |x|; by default as for weights with the same largest code when signed, twice as much when "
                    + "unsigned, because the mean counts the zeros of a ReLU.");
    private static final Option GROUP_SIZE = Option.integer(
            "groupSize",
            -1,
            -1,
            65_536,
            "Consecutive filters that share a threshold; -1 (or 0): all of the layer. 1 gives each filter one of its own, a "
                    + "variant of the paper's method, and called so: gdrq per filter.");
    private static final Option GRADIENT = Option.choice(
            "gradient",
            List.of("ste", "clip"),
            "ste: the gradient passes everywhere; clip: it passes where |w| <= T. Also in the clip-only epochs.");
    private static final Option SIGNED =
            Option.flag("signed", Optional.of(false), "Whether codes may be negative: range [-T,T] instead of [0,T].");
    private static final Option LAMBDA = Option.number(
            "lambda", 0.001, 0, 1, "Share of the way to k * mean |x| that T goes in each training batch.");

    @Override
    public String name() {
        return "gdrq";
    }

    @Override
    public String sentence() {
        return "Clips at a multiple of the mean magnitude, which reshapes the distribution, then quantizes evenly.";
    }

    @Override
    public Map<Role, String> formula() {
        return Map.of(
                Role.WEIGHTS,
                "T = k·mean|w| per layer or group of filters, L = 2^(b−1)−1, s = T/L: y = s·round(clamp(w, −T, T)/s); "
                        + "∂L/∂w = g (ste), or g where |w| ≤ T, else 0 (clip)",
                Role.ACTIVATIONS,
                "T ← T + λ·(k·mean|x| − T), s = T/L: y = s·round(clamp(x, 0 or −T, T)/s); ∂L/∂x = g inside the range, else 0");
    }

    @Override
    public String whenToUse() {
        return "For weights at 4 to 2 bits, with epochs that only clip first (recipe gdrq-two-phase); pair them with pact "
                + "or lsq activations, whose thresholds are learned.";
    }

    @Override
    public String source() {
        return "Yu et al., Low-bit Quantization Needs Good Distribution (GDRQ), CVPR Workshops 2020, arXiv 1908.01477";
    }

    @Override
    public Optional<RecommendedRecipe> recommendedRecipe() {
        return Optional.of(new RecommendedRecipe(
                "gdrq-two-phase",
                name() + " activations",
                use -> use.activations().equals(name())));
    }

    @Override
    public Optional<String> variant(Map<String, Object> options) {
        return Integer.valueOf(1).equals(options.get(GROUP_SIZE.name())) ? Optional.of("per filter") : Optional.empty();
    }

    @Override
    public Map<Role, List<Option>> options() {
        return Map.of(
                Role.WEIGHTS,
                List.of(K, GROUP_SIZE, GRADIENT),
                Role.ACTIVATIONS,
                List.of(
                        SIGNED,
                        K_OF_ACTIVATIONS,
                        LAMBDA,
                        Calibration.rules(Rule.MEAN, Rule.MSE, Rule.PERCENTILE, Rule.MAX),
                        Calibration.quantile(0.999)));
    }

    @Override
    public Quantizer create(QuantizerSpec spec, OptionValues options) {
        return spec.role() == Role.WEIGHTS ? weights(spec, options) : activations(spec, options);
    }

    private static Quantizer weights(QuantizerSpec spec, OptionValues options) {
        int largest = SignedLevels.largestSigned(spec.bits(), spec.levels());
        return new GdrqWeights(
                spec,
                largest,
                options.number(K.name(), MeanMultiple.of(largest)),
                options.integer(GROUP_SIZE.name()),
                options.choice(GRADIENT.name()).equals("clip"));
    }

    private static Quantizer activations(QuantizerSpec spec, OptionValues options) {
        boolean signed = options.flag(SIGNED.name());
        int largest = signed
                ? SignedLevels.largestSigned(spec.bits(), LevelConvention.BITS)
                : SignedLevels.largestUnsigned(spec.bits());
        double multiple = MeanMultiple.of(largest) * (signed ? 1 : 2);
        return new GdrqActivations(
                spec,
                signed,
                largest,
                options.number(K.name(), multiple),
                !options.isGiven(K.name()),
                options.number(LAMBDA.name()),
                Calibration.of(options));
    }
}
