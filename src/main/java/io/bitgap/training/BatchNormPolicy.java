package io.bitgap.training;

import io.bitgap.quantizer.Bits;
import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.WeightQuantizer;

/** Decides which methods can do without a batch norm that follows the batches. */
public final class BatchNormPolicy {
    /** What a recipe's rate is multiplied with: without batch norm a weight's step moves the output by far more. */
    static final double RATE = 0.02;

    /** The rate that folded networks are fine-tuned at, {@value #RATE} of the usual one. */
    public static final double FOLDED_RATE = RATE * Recipe.fineTuning().learningRate();

    /** Above it a folded network is known to be lost: at 5 times {@link #FOLDED_RATE} it stayed near chance. */
    private static final double LARGEST_FOLDED_RATE = 2.5 * FOLDED_RATE;

    private BatchNormPolicy() {}

    /** Whether a recipe that folds batch norm does so at a rate that the network survives, or takes care of it otherwise. */
    public static boolean survives(Recipe recipe) {
        return !recipe.foldsBatchNorm()
                || recipe.learningRate() <= LARGEST_FOLDED_RATE
                || recipe.regularizers().gradientClip() > 0
                || recipe.warmupEpochs() > 0;
    }

    /**
     * Whether quantized weights keep their magnitude. Those of some quantizers lie in [-1,1] instead, and only a batch norm
     * that measures what they make of the data brings it back to scale.
     */
    public static boolean allowed(MethodPlan method) {
        if (!method.weights().quantizes() || method.weightBits() == Bits.FP32) {
            return true;
        }
        QuantizerSpec spec = new QuantizerSpec(
                method.weights().quantizer(),
                Role.WEIGHTS,
                method.weightBits(),
                method.weights().options(),
                LevelConvention.BITS);
        return ((WeightQuantizer) Quantizers.of(spec)).keepsMagnitude();
    }

    /** The treatment of batch norm that a method gets where its recipe leaves it open. */
    static BatchNormMode defaultMode(MethodPlan method) {
        boolean folds = Quantizers.family(method.activations().quantizer())
                .filter(activations -> activations.foldsBatchNorm(method.use()))
                .isPresent();
        return folds && allowed(method) ? BatchNormMode.FOLD_FROZEN : BatchNormMode.TRAIN;
    }
}
