package io.bitgap.quantizer.fqn;

import io.bitgap.quantizer.Option;
import io.bitgap.quantizer.OptionValues;
import io.bitgap.quantizer.Quantizer;
import io.bitgap.quantizer.QuantizerFamily;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.QuantizerUse;
import io.bitgap.quantizer.RecommendedRecipe;
import io.bitgap.quantizer.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** FQN. */
public final class Fqn implements QuantizerFamily {
    private static final int MIN_FOLDED_BITS = 3;
    private static final Option PER_CHANNEL = Option.flag(
            "perChannel", Optional.of(true), "One range an output channel; otherwise one for the whole tensor.");
    private static final Option BATCHES = Option.integer(
            "calibrationBatches",
            20,
            1,
            10_000,
            "Training batches whose quantiles are averaged before the range freezes.");
    private static final Option PERCENTILE = Option.number(
            "percentile",
            0.999,
            0.5,
            1,
            "p: the range is that of the quantiles 1-p and p of the values, linearly interpolated.");

    private static final String MAP = "widened to contain 0; s = (max−min)/(2^b−1), z = round(−min/s): "
            + "y = s·(clamp(round(%s/s) + z, 0, 2^b−1) − z); ∂L/∂%s = g where −z·s ≤ %s ≤ (2^b−1−z)·s, else 0";

    @Override
    public String name() {
        return "fqn";
    }

    @Override
    public String sentence() {
        return "Affine integer maps with an exact zero; activation ranges are quantiles, frozen after calibration.";
    }

    @Override
    public Map<Role, String> formula() {
        return Map.of(
                Role.WEIGHTS,
                "min, max of an output channel's weights, " + MAP.formatted("w", "w", "w"),
                Role.ACTIVATIONS,
                "min, max = means over n batches of the quantiles 1−p and p, " + MAP.formatted("x", "x", "x"));
    }

    @Override
    public String whenToUse() {
        return "For 4 bits or more in integer arithmetic from end to end, fine-tuned from a trained network with frozen or "
                + "folded batch norm. Nothing is learned, so 2 bits suit it badly.";
    }

    @Override
    public String source() {
        return "Li et al., Fully Quantized Network for Object Detection, CVPR 2019";
    }

    @Override
    public Optional<RecommendedRecipe> recommendedRecipe() {
        return Optional.of(new RecommendedRecipe("fqn-folded", name(), this::foldsBatchNorm));
    }

    /**
     * Not at 2 bits and fewer: a range from the smallest to the largest weight leaves so little of the network there that it
     * does not recover without a batch norm.
     */
    @Override
    public boolean foldsBatchNorm(QuantizerUse use) {
        return use.activations().equals(name())
                && use.weightBits() >= MIN_FOLDED_BITS
                && use.activationBits() >= MIN_FOLDED_BITS;
    }

    @Override
    public Map<Role, List<Option>> options() {
        return Map.of(Role.WEIGHTS, List.of(PER_CHANNEL), Role.ACTIVATIONS, List.of(BATCHES, PERCENTILE));
    }

    @Override
    public Quantizer create(QuantizerSpec spec, OptionValues options) {
        return spec.role() == Role.WEIGHTS
                ? new FqnWeights(spec, options.flag(PER_CHANNEL.name()))
                : new FqnActivations(spec, options.integer(BATCHES.name()), options.number(PERCENTILE.name()));
    }
}
