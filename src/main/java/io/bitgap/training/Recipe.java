package io.bitgap.training;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a run is trained.
 *
 * @param epochs passes over the training split, 1..1000
 * @param batchSize images a step, 1..4096
 * @param learningRate base (or peak) learning rate, above 0
 * @param schedule how the rate moves
 * @param warmupEpochs epochs of linear warm-up before the schedule, may be fractional
 * @param momentum 0..1
 * @param nesterov Nesterov's form of the momentum
 * @param weightDecay L2 added to the gradient of weights (and of learned thresholds that decay)
 * @param quantizerLearningRate multiplier of the rate for parameters that quantizers learn
 * @param augmentation pad 4, random crop, horizontal flip
 * @param quantization what is done beside the updates so that quantizers train; null stands for {@link Quantization#DEFAULT},
 *     which plans that were stored before there was a choice have
 */
public record Recipe(
        int epochs,
        int batchSize,
        double learningRate,
        ScheduleKind schedule,
        double warmupEpochs,
        double momentum,
        boolean nesterov,
        double weightDecay,
        double quantizerLearningRate,
        boolean augmentation,
        Quantization quantization) {
    /**
     * @param batchNorm null leaves it to the method: {@code fqn} folds it, all others train it
     * @param freezeBatchNormAfterEpoch epochs after which {@link BatchNormMode#FREEZE} freezes, 0 from the start
     * @param delayActivationsEpochs epochs in which activations stay fp32 in training while their ranges are followed
     */
    public record Quantization(
            @Nullable BatchNormMode batchNorm, int freezeBatchNormAfterEpoch, int delayActivationsEpochs) {
        public static final Quantization DEFAULT = new Quantization(null, 0, 0);
    }

    public Recipe {
        quantization = Objects.requireNonNullElse(quantization, Quantization.DEFAULT);
    }

    /** The usual treatment of batch norm and activations. */
    public Recipe(
            int epochs,
            int batchSize,
            double learningRate,
            ScheduleKind schedule,
            double warmupEpochs,
            double momentum,
            boolean nesterov,
            double weightDecay,
            double quantizerLearningRate,
            boolean augmentation) {
        this(
                epochs,
                batchSize,
                learningRate,
                schedule,
                warmupEpochs,
                momentum,
                nesterov,
                weightDecay,
                quantizerLearningRate,
                augmentation,
                Quantization.DEFAULT);
    }

    /** The same with another peak rate and length. */
    Recipe with(int otherEpochs, double otherRate) {
        return new Recipe(
                otherEpochs,
                batchSize,
                otherRate,
                schedule,
                warmupEpochs,
                momentum,
                nesterov,
                weightDecay,
                quantizerLearningRate,
                augmentation,
                quantization);
    }

    Recipe with(Quantization other) {
        return new Recipe(
                epochs,
                batchSize,
                learningRate,
                schedule,
                warmupEpochs,
                momentum,
                nesterov,
                weightDecay,
                quantizerLearningRate,
                augmentation,
                other);
    }

    /** With its treatment of batch norm decided, which a recipe may leave to the method; folding also lowers the rate. */
    public Recipe resolvedFor(MethodPlan method) {
        if (quantization.batchNorm() != null) {
            return this;
        }
        BatchNormMode usual = BatchNormPolicy.usual(method);
        double rate = usual == BatchNormMode.FOLD_FROZEN ? BatchNormPolicy.RATE * learningRate : learningRate;
        return with(epochs, rate).with(new Quantization(usual, 0, quantization.delayActivationsEpochs()));
    }

    /** Whether batch norm is folded away before quantizers are attached. */
    boolean foldsBatchNorm() {
        return quantization.batchNorm() == BatchNormMode.FOLD_FROZEN;
    }

    /** Whether batch norm's statistics stand still in an epoch, counted from 0. */
    boolean freezesBatchNorm(int epoch) {
        return foldsBatchNorm()
                || quantization.batchNorm() == BatchNormMode.FREEZE
                        && epoch >= quantization.freezeBatchNormAfterEpoch();
    }
}
