package io.bitgap.training;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
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
 * @param decay how far and when the schedule lowers the rate
 * @param regularizers what keeps training in bounds, beside weight decay
 * @param selection when it is evaluated and when it ends early
 * @param averaging what is averaged for the network that is evaluated
 * @param quantization what is done beside the updates so that quantizers train
 * @param distillation what is learned from the fp32 baseline
 * @param oscillation what is done about weights between two levels
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
        RateDecay decay,
        Regularizers regularizers,
        Selection selection,
        Averaging averaging,
        QuantizedPhases quantization,
        Distillation distillation,
        Oscillation oscillation) {
    private static final Recipe FINE_TUNING = new Recipe(
            3,
            128,
            0.04,
            ScheduleKind.COSINE,
            0,
            0.9,
            true,
            1e-4,
            1,
            true,
            RateDecay.NONE,
            Regularizers.NONE,
            Selection.EVERY_EPOCH,
            Averaging.NONE,
            QuantizedPhases.NONE,
            Distillation.NONE,
            Oscillation.NONE);

    /** What quantized runs are trained with where a spec says nothing: {@code fine-tune-cosine}. */
    public static Recipe fineTuning() {
        return FINE_TUNING;
    }

    /** With milestones and clip-only epochs at the same shares of them. */
    public Recipe epochs(int value) {
        return with(draft -> {
            draft.epochs = value;
            draft.decay = decay.stretched(epochs, value);
            draft.quantization = quantization.stretched(epochs, value);
        });
    }

    public Recipe batchSize(int value) {
        return with(draft -> draft.batchSize = value);
    }

    public Recipe learningRate(double value) {
        return with(draft -> draft.learningRate = value);
    }

    /** Milestones go with {@link ScheduleKind#STEP} only. */
    public Recipe schedule(ScheduleKind value) {
        return with(draft -> {
            draft.schedule = value;
            draft.decay = value == ScheduleKind.STEP ? decay : decay.milestones(List.of());
        });
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

    public Recipe decay(UnaryOperator<RateDecay> change) {
        return with(draft -> draft.decay = change.apply(draft.decay));
    }

    public Recipe regularizers(UnaryOperator<Regularizers> change) {
        return with(draft -> draft.regularizers = change.apply(draft.regularizers));
    }

    public Recipe selection(UnaryOperator<Selection> change) {
        return with(draft -> draft.selection = change.apply(draft.selection));
    }

    public Recipe averaging(UnaryOperator<Averaging> change) {
        return with(draft -> draft.averaging = change.apply(draft.averaging));
    }

    public Recipe quantization(UnaryOperator<QuantizedPhases> change) {
        return with(draft -> draft.quantization = change.apply(draft.quantization));
    }

    public Recipe distillation(UnaryOperator<Distillation> change) {
        return with(draft -> draft.distillation = change.apply(draft.distillation));
    }

    public Recipe oscillation(UnaryOperator<Oscillation> change) {
        return with(draft -> draft.oscillation = change.apply(draft.oscillation));
    }

    public Recipe batchNorm(@Nullable BatchNormMode value) {
        return quantization(phases -> phases.batchNorm(value));
    }

    /** With batch norm that freezes. */
    public Recipe freezeBatchNormAfterEpoch(int value) {
        return quantization(phases -> phases.freezeBatchNormAfterEpoch(value));
    }

    public Recipe delayActivationsEpochs(int value) {
        return quantization(phases -> phases.delayActivationsEpochs(value));
    }

    /** With its treatment of batch norm decided, which a recipe may leave to the method; folding also lowers the rate. */
    public Recipe resolvedFor(MethodPlan method) {
        if (quantization.batchNorm() != null) {
            return this;
        }
        Recipe decided = batchNorm(BatchNormPolicy.defaultMode(method));
        return decided.foldsBatchNorm()
                ? decided.learningRate(BatchNormPolicy.RATE * learningRate)
                        .decay(group -> group.smallest(BatchNormPolicy.RATE * group.smallest()))
                : decided;
    }

    /** For a run without quantizers that is trained in the same way: what acts on quantizers alone is as in every such run. */
    public Recipe withoutQuantizers() {
        return quantizerLearningRate(FINE_TUNING.quantizerLearningRate)
                .quantization(phases ->
                        phases.delayActivationsEpochs(0).clipOnlyEpochs(0).transitionRate(0))
                .oscillation(group -> Oscillation.NONE);
    }

    /** Whether batch norm is folded away before quantizers are attached. */
    public boolean foldsBatchNorm() {
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
        private RateDecay decay;
        private Regularizers regularizers;
        private Selection selection;
        private Averaging averaging;
        private QuantizedPhases quantization;
        private Distillation distillation;
        private Oscillation oscillation;

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
            decay = recipe.decay;
            regularizers = recipe.regularizers;
            selection = recipe.selection;
            averaging = recipe.averaging;
            quantization = recipe.quantization;
            distillation = recipe.distillation;
            oscillation = recipe.oscillation;
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
                    decay,
                    regularizers,
                    selection,
                    averaging,
                    quantization,
                    distillation,
                    oscillation);
        }
    }
}
