package io.bitgap.training;

import io.bitgap.quantizer.LevelConvention;
import io.bitgap.quantizer.QuantizerSpec;
import io.bitgap.quantizer.Quantizers;
import io.bitgap.quantizer.Role;
import io.bitgap.quantizer.WeightQuantizer;

/** Which methods can do without a batch norm that follows the batches. */
public final class BatchNormPolicy {
    private static final int FP32_BITS = 32;
    private static final String NONE = "none";
    private static final int MIN_BITS = 3;

    /** What a recipe's rate is multiplied with: without batch norm a weight's step moves the output by far more. */
    static final double RATE = 0.02;

    private BatchNormPolicy() {}

    /**
     * Whether quantized weights keep their magnitude. Those of DoReFa and QIL lie in [-1,1] instead, and only a batch norm
     * that measures what they make of the data brings it back to scale.
     */
    public static boolean allowed(MethodPlan method) {
        String weights = method.weights().quantizer();
        if (weights.equals(NONE) || method.weightBits() == FP32_BITS) {
            return true;
        }
        QuantizerSpec spec = new QuantizerSpec(
                weights, Role.WEIGHTS, method.weightBits(), method.weights().options(), LevelConvention.BITS);
        return ((WeightQuantizer) Quantizers.of(spec)).keepsMagnitude();
    }

    /**
     * The batch-norm treatment that a method gets where its recipe leaves it open. FQN folds, but not at 2 bits and fewer: a
     * range from the smallest to the largest weight leaves so little of the network there that it does not recover without a
     * batch norm.
     */
    static BatchNormMode usual(MethodPlan method) {
        boolean folds = method.activations().quantizer().equals("fqn")
                && method.weightBits() >= MIN_BITS
                && method.activationBits() >= MIN_BITS
                && allowed(method);
        return folds ? BatchNormMode.FOLD_FROZEN : BatchNormMode.TRAIN;
    }
}
