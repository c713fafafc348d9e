package io.bitgap.quantizer.qil;

import io.bitgap.quantizer.LearnedParameterOptions;
import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.OptionValues;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerFamily;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.RecommendedRecipe;
import io.bitgap.quantizer.Rescale;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.SignedLevels;
import io.bitgap.quantizer.calibration.Calibration;
import io.bitgap.quantizer.calibration.Calibration.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** QIL. */
public final class Qil implements QuantizerFamily {
    private static final String PRUNE = "prunePercentile";
    private static final String GRADIENT =
            "; inside p..k ∂L/∂%1$s = g·v′·½/d, ∂L/∂c = −Σ%2$sg·v′·½/d, ∂L/∂d = −Σ%2$sg·v′·½(%3$s−c)/d²; outside 0";
    private static final LearnedParameterOptions LEARNING =
            new LearnedParameterOptions(1, false, LearnedParameterOptions.GradientScale.AUTO);
    /** The paper's, section 4.1, which has no scale. */
    private static final double PLAIN_RATE = 0.01;

    private static final Option LEARN_GAMMA = Option.flag(
            "learnGamma", Optional.of(false), "Whether the exponent gamma is learned; otherwise it stays 1.");

    @Override
    public String name() {
        return "qil";
    }

    @Override
    public String sentence() {
        return "Learns the interval of magnitudes that is spread over the codes: smaller values are pruned, larger ones clipped.";
    }

    @Override
    public Map<Role, String> formula() {
        return Map.of(
                Role.WEIGHTS,
                "p = c−d, k = c+d, u = ½|w|/d + ½ − ½c/d, q = 2^(b−1)−1: v = 0 where |w| ≤ p, 1 where |w| > k, else u^γ; "
                        + "y = sign(w)·round(q·v)/q" + GRADIENT.formatted("w", "sign(w)·", "|w|")
                        + "; ∂L/∂γ = Σ sign(w)·g·u^γ·ln u; rescaled: m·y in each output channel, m = Σw·y/Σy², a constant in the gradient",
                Role.ACTIVATIONS,
                "p = c−d, k = c+d, q = 2^b−1: v = 0 where x ≤ p, 1 where x > k, else ½x/d + ½ − ½c/d; y = round(q·v)/q"
                        + GRADIENT.formatted("x", "", "x").replace("·v′", ""));
    }

    @Override
    public String whenToUse() {
        return "From a trained network, best progressively (5, 4, 3, then 2 bits). Outputs lose their magnitude: a batch norm "
                + "behind them restores it, else, of weights, a factor a channel (rescale); plain gradient sums (gradScale = none) diverge easily.";
    }

    @Override
    public String source() {
        return "Jung et al., Learning to Quantize Deep Networks by Optimizing Quantization Intervals with Task Loss, CVPR 2019, "
                + "arXiv 1808.05779";
    }

    @Override
    public Optional<RecommendedRecipe> recommendedRecipe() {
        return Optional.of(new RecommendedRecipe(
                "progressive",
                name(),
                use -> use.weights().equals(name()) || use.activations().equals(name())));
    }

    @Override
    public Map<Role, List<Option>> options() {
        List<Option> weights = options(0.95, 0.1);
        weights.add(LEARN_GAMMA);
        weights.add(Rescale.OPTION);
        return Map.of(Role.WEIGHTS, weights, Role.ACTIVATIONS, options(0.99, 0));
    }

    private static List<Option> options(double clip, double prune) {
        List<Option> options = new ArrayList<>(List.of(
                Calibration.rules(Rule.PERCENTILE, Rule.MSE, Rule.MAX),
                Calibration.quantile(clip),
                Option.number(
                        PRUNE,
                        prune,
                        0,
                        0.9,
                        "Share of the magnitudes below the first prune point, which is at most half the clip point.")));
        options.addAll(LEARNING.options(PLAIN_RATE));
        return options;
    }

    @Override
    public Quantizer create(QuantizerSpec spec, OptionValues options) {
        IntervalSearch search = new IntervalSearch(Calibration.of(options), options.number(PRUNE));
        LearnedParameterOptions learning = LEARNING.of(options, PLAIN_RATE);
        if (spec.role() == Role.ACTIVATIONS) {
            return new QilActivations(spec, search, learning);
        }
        int largest = SignedLevels.largestSigned(spec.bits(), spec.levels());
        return Rescale.of(new QilWeights(spec, largest, search, learning, options.flag(LEARN_GAMMA.name())), options);
    }
}
