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
    /**
     * A tenth: at the network's rate intervals of 2 bits run away, to a hundred times their width or to nothing, and at a hundredth, the
     * paper's for plain sums, they hardly move.
     */
    private static final LearnedParameterOptions OF_WEIGHTS =
            new LearnedParameterOptions(0.1, false, LearnedParameterOptions.GradientScale.AUTO);
    /** The paper's, section 4.1, which has no scale. */
    private static final double PLAIN_RATE = 0.01;
    /** Plain sums: what is scaled by the number of activations of a batch stands still. */
    private static final LearnedParameterOptions OF_ACTIVATIONS =
            new LearnedParameterOptions(1, false, LearnedParameterOptions.GradientScale.NONE);

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
        List<Option> weights = new ArrayList<>(search(0.95, 0.1));
        weights.addAll(OF_WEIGHTS.options(PLAIN_RATE));
        weights.add(LEARN_GAMMA);
        weights.add(Rescale.OPTION);
        List<Option> activations = new ArrayList<>(search(0.99, 0));
        activations.addAll(OF_ACTIVATIONS.options());
        return Map.of(Role.WEIGHTS, weights, Role.ACTIVATIONS, activations);
    }

    private static List<Option> search(double clip, double prune) {
        return List.of(
                Calibration.rules(Rule.PERCENTILE, Rule.MSE, Rule.MAX),
                Calibration.quantile(clip),
                Option.number(
                        PRUNE,
                        prune,
                        0,
                        0.9,
                        "Share of the magnitudes below the first prune point, which is at most half the clip point."));
    }

    @Override
    public Quantizer create(QuantizerSpec spec, OptionValues options) {
        IntervalSearch search = new IntervalSearch(Calibration.of(options), options.number(PRUNE));
        if (spec.role() == Role.ACTIVATIONS) {
            return new QilActivations(spec, search, LearnedParameterOptions.of(options));
        }
        LearnedParameterOptions learning = OF_WEIGHTS.of(options, PLAIN_RATE);
        int largest = SignedLevels.largestSigned(spec.bits(), spec.levels());
        return Rescale.of(new QilWeights(spec, largest, search, learning, options.flag(LEARN_GAMMA.name())), options);
    }
}
