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

    private BatchNormPolicy() {}

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
