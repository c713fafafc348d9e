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
                    new Decimal(0, false, recipe -> 10),
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
                    Recipe::augmentation));

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
                            .map(Recipe.Quantization::freezeBatchNormAfterEpoch),
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
                    (recipe, value) -> recipe.quantization(group -> group.clipOnlyEpochs(value))));

    /** All, those that bound others before them. */
    public static final List<RecipeField> ALL =
            Stream.of(OF_ALL_RUNS, OF_QUANTIZED_RUNS).flatMap(List::stream).toList();

    private RecipeFields() {}
}
