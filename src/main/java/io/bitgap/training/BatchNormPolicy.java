package io.bitgap.training;

import io.bitgap.quantizer.ActivationQuantizer;
import io.bitgap.quantizer.Bits;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Rescale;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.WeightQuantizer;
import java.util.Optional;

/** Decides which methods can do without a batch norm that follows the batches. */
public final class BatchNormPolicy {
    /** What a recipe's rate is multiplied with: without batch norm a weight's step moves the output by far more. */
    static final double RATE = 0.02;

    /** The rate that folded networks are fine-tuned at, {@value #RATE} of the usual one. */
    public static final double FOLDED_RATE = RATE * Recipe.fineTuning().learningRate();

    /** Above it a folded network is known to be lost: at 5 times {@link #FOLDED_RATE} it stayed near chance. */
    private static final double LARGEST_FOLDED_RATE = 2.5 * FOLDED_RATE;

    /** Up to it nothing was lost where gradients were clipped and the rate warmed up, see results.md on FQN's rate; one of the two alone was not tried. */
    private static final double LARGEST_TAMED_RATE = 25 * FOLDED_RATE;

    /** As {@link #LARGEST_FOLDED_RATE}, of a recipe whose rate is lowered because its method folds batch norm. */
    public static final double LARGEST_RATE = LARGEST_FOLDED_RATE / RATE;

    private BatchNormPolicy() {}

    /** Whether a recipe that folds batch norm does so at a rate that the network survives, or takes care of it otherwise. */
    public static boolean survives(Recipe recipe) {
        return !recipe.foldsBatchNorm()
                || recipe.learningRate() <= LARGEST_FOLDED_RATE
                || (recipe.regularizers().gradientClip() > 0 || recipe.warmupEpochs() > 0)
                        && recipe.learningRate() <= LARGEST_TAMED_RATE;
    }

    /**
     * The role of a method that cannot do without, where there is one. The values of some quantizers lie in [-1,1] whatever
     * went in, and only a batch norm that measures what they make of the data brings it back to scale; weights that are
     * rescaled need none.
     */
    public static Optional<Role> needsBatchNorm(MethodPlan method) {
        return weights(method)
                .map(Rescale::withoutBatchNorm)
                .filter(spec -> !keepsMagnitude(spec))
                .or(() -> spec(Role.ACTIVATIONS, method.activations(), method.activationBits())
                        .filter(spec -> !keepsMagnitude(spec)))
                .map(QuantizerSpec::role);
    }

    /** The treatment of batch norm that a method gets where its recipe leaves it open. */
    static BatchNormMode defaultMode(MethodPlan method) {
        boolean folds = Quantizers.family(method.activations().quantizer())
                .filter(activations -> activations.foldsBatchNorm(method.use()))
                .isPresent();
        return folds && weightsKeepMagnitude(method) ? BatchNormMode.FOLD_FROZEN : BatchNormMode.TRAIN;
    }

    /** Whether its weights do by themselves: where they need not be rescaled, folding is the default. */
    public static boolean weightsKeepMagnitude(MethodPlan method) {
        return weights(method).filter(spec -> !keepsMagnitude(spec)).isEmpty();
    }

    private static boolean keepsMagnitude(QuantizerSpec spec) {
        return Quantizers.of(spec) instanceof WeightQuantizer weights
                ? weights.keepsMagnitude()
                : ((ActivationQuantizer) Quantizers.of(spec)).affine();
    }

    private static Optional<QuantizerSpec> weights(MethodPlan method) {
        return spec(Role.WEIGHTS, method.weights(), method.weightBits());
    }

    private static Optional<QuantizerSpec> spec(Role role, QuantizerChoice choice, int bits) {
        return bits == Bits.FP32 || !choice.quantizes()
                ? Optional.empty()
                : Optional.of(
                        new QuantizerSpec(choice.quantizer(), role, bits, choice.options(), LevelConvention.BITS));
    }
}
