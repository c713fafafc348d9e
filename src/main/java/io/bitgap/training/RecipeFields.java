package io.bitgap.training;

import io.bitgap.training.RecipeField.Decimal;
import io.bitgap.training.RecipeField.Whole;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of a recipe's fields. */
public final class RecipeFields {
    /** What every run has. */
    public static final List<RecipeField> OF_ALL_RUNS = List.of(
            RecipeField.of(
                    "epochs",
                    "epochs",
                    "passes over the training images",
                    new Whole(1, recipe -> RecipeField.MAX_EPOCHS),
                    Recipe::epochs,
                    Recipe::epochs),
            RecipeField.of(
                    "learningRate",
                    "learning rate",
                    "the highest of the schedule",
                    new Decimal(0, false, recipe -> RecipeField.MAX_LEARNING_RATE),
                    Recipe::learningRate,
                    Recipe::learningRate),
            RecipeField.of(
                    "batchSize",
                    "batch size",
                    "images a step",
                    new Whole(1, recipe -> 4096),
                    Recipe::batchSize,
                    Recipe::batchSize),
            RecipeField.word(
                    "schedule",
                    "schedule",
                    "how the rate moves",
                    ScheduleKind.class,
                    recipe -> recipe.schedule(),
                    Recipe::schedule),
            RecipeField.of(
                    "warmupEpochs",
                    "warm-up epochs",
                    "may be fractional, at most the epochs",
                    new Decimal(0, true, Recipe::epochs),
                    Recipe::warmupEpochs,
                    Recipe::warmupEpochs),
            RecipeField.of(
                    "momentum",
                    "momentum",
                    "",
                    new Decimal(0, true, recipe -> 0.9999),
                    Recipe::momentum,
                    Recipe::momentum),
            RecipeField.flag("nesterov", "Nesterov's momentum", "", Recipe::nesterov, Recipe::nesterov),
            RecipeField.of(
                    "weightDecay",
                    "weight decay",
                    "",
                    new Decimal(0, true, recipe -> 1),
                    Recipe::weightDecay,
                    Recipe::weightDecay),
            RecipeField.flag(
                    "augmentation",
                    "augmentation",
                    "padded, cropped and mirrored at random",
                    Recipe::augmentation,
                    Recipe::augmentation),
            RecipeField.epochs(
                    "milestones",
                    "milestones",
                    "epochs after which schedule \"step\" lowers the rate; none: 30 % and 60 % of them",
                    recipe -> recipe.decay().milestones(),
                    (recipe, value) -> recipe.decay(group -> group.milestones(value))),
            RecipeField.of(
                    "gamma",
                    "gamma",
                    "what each milestone multiplies the rate with",
                    new Decimal(0, false, recipe -> 1),
                    recipe -> recipe.decay().gamma(),
                    (recipe, value) -> recipe.decay(group -> group.gamma(value))),
            RecipeField.of(
                    "smallestLearningRate",
                    "smallest learning rate",
                    "no rate of the schedule after the warm-up is below it",
                    new Decimal(0, true, recipe -> recipe.learningRate()),
                    recipe -> recipe.decay().smallest(),
                    (recipe, value) -> recipe.decay(group -> group.smallest(value))),
            RecipeField.flag(
                    "decayNorm",
                    "decay of batch norm and biases",
                    "whether the weight decay acts on them too",
                    recipe -> recipe.regularizers().decayNorm(),
                    (recipe, value) -> recipe.regularizers(group -> group.decayNorm(value))),
            RecipeField.of(
                    "gradientClip",
                    "gradient clipped at norm",
                    "0: not clipped",
                    new Decimal(0, true, recipe -> 1_000_000),
                    recipe -> recipe.regularizers().gradientClip(),
                    (recipe, value) -> recipe.regularizers(group -> group.gradientClip(value))),
            RecipeField.of(
                    "labelSmoothing",
                    "label smoothing",
                    "share of the target that all classes have",
                    new Decimal(0, true, recipe -> 0.9),
                    recipe -> recipe.regularizers().labelSmoothing(),
                    (recipe, value) -> recipe.regularizers(group -> group.labelSmoothing(value))),
            RecipeField.of(
                    "mixup",
                    "mixup",
                    "alpha of the Beta distribution; 0: not mixed",
                    new Decimal(0, true, recipe -> 10),
                    recipe -> recipe.regularizers().mixup(),
                    (recipe, value) -> recipe.regularizers(group -> group.mixup(value))),
            RecipeField.of(
                    "randomErasing",
                    "random erasing",
                    "probability for an image",
                    new Decimal(0, true, recipe -> 1),
                    recipe -> recipe.regularizers().randomErasing(),
                    (recipe, value) -> recipe.regularizers(group -> group.randomErasing(value))),
            RecipeField.of(
                    "evaluateEvery",
                    "evaluated every so many epochs",
                    "and after the last; only those are saved, so a lost run repeats the others",
                    new Whole(1, recipe -> RecipeField.MAX_EPOCHS),
                    recipe -> recipe.selection().evaluateEvery(),
                    (recipe, value) -> recipe.selection(group -> group.evaluateEvery(value))),
            RecipeField.of(
                    "earlyStopping",
                    "early stopping after epochs without a better one",
                    "on the validation images; 0: never",
                    new Whole(0, recipe -> RecipeField.MAX_EPOCHS),
                    recipe -> recipe.selection().earlyStopping(),
                    (recipe, value) -> recipe.selection(group -> group.earlyStopping(value))),
            RecipeField.of(
                    "weightEma",
                    "moving average of weights",
                    "share that each step keeps; the average is evaluated, saved and exported; 0: none",
                    new Decimal(0, true, recipe -> 0.99999),
                    recipe -> recipe.averaging().weightEma(),
                    (recipe, value) -> recipe.averaging(group -> group.weightEma(value))),
            RecipeField.of(
                    "reestimateBatchNorm",
                    "batches to estimate batch norm anew",
                    "training batches, after the last epoch and at most an epoch; 0: not",
                    new Whole(0, recipe -> 10_000),
                    recipe -> recipe.averaging().reestimateBatchNorm(),
                    (recipe, value) -> recipe.averaging(group -> group.reestimateBatchNorm(value))));

    /** What only runs with quantizers have. */
    public static final List<RecipeField> OF_QUANTIZED_RUNS = List.of(
            RecipeField.of(
                    "quantizerLearningRate",
                    "quantizers' learning rate, times",
                    "of the rate",
                    new Decimal(0, true, recipe -> 100),
                    Recipe::quantizerLearningRate,
                    Recipe::quantizerLearningRate),
            RecipeField.word(
                    "batchNorm",
                    "batch norm",
                    "left out: as the method needs it",
                    BatchNormMode.class,
                    recipe -> recipe.quantization().batchNorm(),
                    Recipe::batchNorm),
            new RecipeField(
                    "freezeBatchNormAfterEpoch",
                    "freeze batch norm after epoch",
                    "with batch norm \"freeze\"",
                    new Whole(0, Recipe::epochs),
                    recipe -> Optional.of(recipe.quantization())
                            .filter(quantization -> quantization.batchNorm() == BatchNormMode.FREEZE)
                            .map(QuantizedPhases::freezeBatchNormAfterEpoch),
                    (recipe, epoch) -> recipe.freezeBatchNormAfterEpoch((Integer) epoch)),
            RecipeField.of(
                    "delayActivationsEpochs",
                    "activations stay fp32 for epochs",
                    "fewer than all epochs",
                    new Whole(0, recipe -> recipe.epochs() - 1),
                    recipe -> recipe.quantization().delayActivationsEpochs(),
                    Recipe::delayActivationsEpochs),
            RecipeField.of(
                    "clipOnlyEpochs",
                    "epochs that only clip",
                    "weights and activations are not rounded; fewer than all epochs",
                    new Whole(0, recipe -> recipe.epochs() - 1),
                    recipe -> recipe.quantization().clipOnlyEpochs(),
                    (recipe, value) -> recipe.quantization(group -> group.clipOnlyEpochs(value))),
            RecipeField.of(
                    "transitionRate",
                    "transition rate",
                    "share of weights that change their level in a step, with the shape of the schedule; 0: by the learning rate",
                    new Decimal(0, true, recipe -> 0.5),
                    recipe -> recipe.quantization().transitionRate(),
                    (recipe, value) -> recipe.quantization(group -> group.transitionRate(value))),
            RecipeField.of(
                    "distillation.temperature",
                    "temperature of distillation",
                    "",
                    new Decimal(0, false, recipe -> 100),
                    recipe -> recipe.distillation().temperature(),
                    (recipe, value) -> recipe.distillation(group -> group.temperature(value))),
            RecipeField.of(
                    "distillation.share",
                    "share of distillation",
                    "of the loss, from the fp32 run of the seed; 0: none",
                    new Decimal(0, true, recipe -> 1),
                    recipe -> recipe.distillation().share(),
                    (recipe, value) -> recipe.distillation(group -> group.share(value))),
            RecipeField.flag(
                    "oscillation.telemetry",
                    "oscillation measured",
                    "share of weights that go to and fro between two levels",
                    recipe -> recipe.oscillation().telemetry(),
                    (recipe, value) -> recipe.oscillation(group -> group.telemetry(value))),
            RecipeField.of(
                    "oscillation.dampening",
                    "oscillation dampened",
                    "largest weight in the loss of the squared distances to the levels; 0: not",
                    new Decimal(0, true, recipe -> 1000),
                    recipe -> recipe.oscillation().dampening(),
                    (recipe, value) -> recipe.oscillation(group -> group.dampening(value))),
            RecipeField.of(
                    "oscillation.freezing",
                    "oscillation frozen",
                    "above so many flips back a step; 0: never",
                    new Decimal(0, true, recipe -> 1),
                    recipe -> recipe.oscillation().freezing(),
                    (recipe, value) -> recipe.oscillation(group -> group.freezing(value))));

    /** All, those that bound others before them. */
    public static final List<RecipeField> ALL =
            Stream.of(OF_ALL_RUNS, OF_QUANTIZED_RUNS).flatMap(List::stream).toList();

    private RecipeFields() {}
}
