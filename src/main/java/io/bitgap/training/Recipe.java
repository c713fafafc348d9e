package io.bitgap.training;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a run is trained. What each field is called, explained and bounded by stands in {@link RecipeFields#ALL}.
 *
 * @param epochs passes over the training split
 * @param batchSize images a step
 * @param learningRate base (or peak) learning rate
 * @param schedule how the rate moves
 * @param warmupEpochs epochs of linear warm-up before the schedule, may be fractional
 * @param momentum of the updates
 * @param nesterov Nesterov's form of the momentum
 * @param weightDecay L2 added to the gradient of weights (and of learned thresholds that decay)
 * @param quantizerLearningRate multiplier of the rate for parameters that quantizers learn
 * @param augmentation pad 4, random crop, horizontal flip
 * @param quantization what is done beside the updates so that quantizers train
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
    private static final Recipe FINE_TUNING =
            new Recipe(3, 128, 0.04, ScheduleKind.COSINE, 0, 0.9, true, 1e-4, 1, true, new Quantization(null, 0, 0));

    /**
     * @param batchNorm null leaves it to the method
     * @param freezeBatchNormAfterEpoch epochs after which {@link BatchNormMode#FREEZE} freezes, 0 from the start
     * @param delayActivationsEpochs epochs in which activations stay fp32 in training while their ranges are followed
     */
    public record Quantization(
            @Nullable BatchNormMode batchNorm, int freezeBatchNormAfterEpoch, int delayActivationsEpochs) {}

    /** What quantized runs are trained with where a spec says nothing: {@code fine-tune-cosine}. */
    public static Recipe fineTuning() {
        return FINE_TUNING;
    }

    public Recipe epochs(int value) {
        return with(draft -> draft.epochs = value);
    }

    public Recipe batchSize(int value) {
        return with(draft -> draft.batchSize = value);
    }

    public Recipe learningRate(double value) {
        return with(draft -> draft.learningRate = value);
    }

    public Recipe schedule(ScheduleKind value) {
        return with(draft -> draft.schedule = value);
    }

    public Recipe warmupEpochs(double value) {
        return with(draft -> draft.warmupEpochs = value);
    }

    public Recipe momentum(double value) {
        return with(draft -> draft.momentum = value);
    }

    public Recipe nesterov(boolean value) {
        return with(draft -> draft.nesterov = value);
    }

    public Recipe weightDecay(double value) {
        return with(draft -> draft.weightDecay = value);
    }

    public Recipe quantizerLearningRate(double value) {
        return with(draft -> draft.quantizerLearningRate = value);
    }

    public Recipe augmentation(boolean value) {
        return with(draft -> draft.augmentation = value);
    }

    public Recipe batchNorm(@Nullable BatchNormMode value) {
        return quantization(new Quantization(
                value, quantization.freezeBatchNormAfterEpoch(), quantization.delayActivationsEpochs()));
    }

    /** With batch norm that freezes. */
    public Recipe freezeBatchNormAfterEpoch(int value) {
        return quantization(new Quantization(BatchNormMode.FREEZE, value, quantization.delayActivationsEpochs()));
    }

    public Recipe delayActivationsEpochs(int value) {
        return quantization(
                new Quantization(quantization.batchNorm(), quantization.freezeBatchNormAfterEpoch(), value));
    }

    private Recipe quantization(Quantization value) {
        return with(draft -> draft.quantization = value);
    }

    /** With its treatment of batch norm decided, which a recipe may leave to the method; folding also lowers the rate. */
    public Recipe resolvedFor(MethodPlan method) {
        if (quantization.batchNorm() != null) {
            return this;
        }
        Recipe decided = batchNorm(BatchNormPolicy.defaultMode(method));
        return decided.foldsBatchNorm() ? decided.learningRate(BatchNormPolicy.RATE * learningRate) : decided;
    }

    /** For a run without quantizers that is trained in the same way: what acts on quantizers alone is as in every such run. */
    public Recipe withoutQuantizers() {
        return quantizerLearningRate(FINE_TUNING.quantizerLearningRate).delayActivationsEpochs(0);
    }

    /** Whether batch norm is folded away before quantizers are attached. */
    boolean foldsBatchNorm() {
        return quantization.batchNorm() == BatchNormMode.FOLD_FROZEN;
    }

    /** Whether batch norm's statistics stand still in an epoch, counted from 0. */
    public boolean freezesBatchNorm(int epoch) {
        return foldsBatchNorm()
                || quantization.batchNorm() == BatchNormMode.FREEZE
                        && epoch >= quantization.freezeBatchNormAfterEpoch();
    }

    private Recipe with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.recipe();
    }

    /** A recipe while a field of it changes. */
    private static final class Draft {
        private int epochs;
        private int batchSize;
        private double learningRate;
        private ScheduleKind schedule;
        private double warmupEpochs;
        private double momentum;
        private boolean nesterov;
        private double weightDecay;
        private double quantizerLearningRate;
        private boolean augmentation;
        private Quantization quantization;

        Draft(Recipe recipe) {
            epochs = recipe.epochs;
            batchSize = recipe.batchSize;
            learningRate = recipe.learningRate;
            schedule = recipe.schedule;
            warmupEpochs = recipe.warmupEpochs;
            momentum = recipe.momentum;
            nesterov = recipe.nesterov;
            weightDecay = recipe.weightDecay;
            quantizerLearningRate = recipe.quantizerLearningRate;
            augmentation = recipe.augmentation;
            quantization = recipe.quantization;
        }

        Recipe recipe() {
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
                    quantization);
        }
    }
}
