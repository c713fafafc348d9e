package io.bitgap.experiment.spec;

import io.bitgap.json.JsonObjectReader;
import io.bitgap.json.JsonProblems;
import io.bitgap.json.JsonText;
import io.bitgap.training.BatchNormMode;
import io.bitgap.training.Recipe;
import io.bitgap.training.Recipe.Quantization;
import io.bitgap.training.Recipes;
import io.bitgap.training.ScheduleKind;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a recipe that is spelled out; what it leaves out comes from another recipe. */
final class RecipeReader {
    static final Map<String, ScheduleKind> SCHEDULES = JsonText.of(ScheduleKind.values());
    static final Map<String, BatchNormMode> BATCH_NORM = JsonText.of(BatchNormMode.values());
    /** The recipe whose values stand where a field is left out. */
    static final String NAME = "name";

    private static final String[] FIELDS = {
        NAME,
        "epochs",
        "batchSize",
        "learningRate",
        "schedule",
        "warmupEpochs",
        "momentum",
        "nesterov",
        "weightDecay",
        "quantizerLearningRate",
        "augmentation",
        "batchNorm",
        "freezeBatchNormAfterEpoch",
        "delayActivationsEpochs",
        "earlyStopping"
    };

    private final JsonProblems problems;

    RecipeReader(JsonProblems problems) {
        this.problems = problems;
    }

    /** What is said of the field {@link #NAME} is not checked here. */
    Recipe read(JsonNode node, String pointer, Recipe defaults) {
        Optional<JsonObjectReader> fields = JsonObjectReader.of(node, pointer, problems, FIELDS);
        if (fields.isEmpty()) {
            return defaults;
        }
        refuseWhatComesLater(fields.get());
        return recipe(fields.get(), defaults);
    }

    /** A recipe of fp32 runs: they begin with random weights, and there is nothing to quantize. */
    Recipe readBaseline(JsonNode node, String pointer) {
        Recipe recipe = read(node, pointer, Recipes.defaultBaseline());
        Quantization quantization = recipe.quantization();
        refuse(node.has(NAME), pointer, NAME);
        refuse(
                quantization.batchNorm() != null && quantization.batchNorm() != BatchNormMode.TRAIN,
                pointer,
                "batchNorm");
        refuse(quantization.delayActivationsEpochs() > 0, pointer, "delayActivationsEpochs");
        return recipe;
    }

    private void refuse(boolean wrong, String pointer, String field) {
        if (wrong) {
            problems.add(
                    pointer + "/" + field,
                    "not-of-a-baseline",
                    "belongs to the recipe of quantized runs; leave it out of the fp32 baseline's.");
        }
    }

    private static Recipe recipe(JsonObjectReader fields, Recipe defaults) {
        int epochs = fields.integer("epochs", defaults.epochs(), 1, 1000);
        return new Recipe(
                epochs,
                fields.integer("batchSize", defaults.batchSize(), 1, 4096),
                fields.above("learningRate", defaults.learningRate(), 0, 10),
                fields.choice("schedule", SCHEDULES).orElse(defaults.schedule()),
                fields.within("warmupEpochs", Math.min(defaults.warmupEpochs(), epochs), 0, epochs),
                fields.within("momentum", defaults.momentum(), 0, 0.9999),
                fields.flag("nesterov", defaults.nesterov()),
                fields.within("weightDecay", defaults.weightDecay(), 0, 1),
                fields.within("quantizerLearningRate", defaults.quantizerLearningRate(), 0, 100),
                fields.flag("augmentation", defaults.augmentation()),
                quantization(fields, epochs, defaults.quantization()));
    }

    private static Quantization quantization(JsonObjectReader fields, int epochs, Quantization defaults) {
        @Nullable BatchNormMode mode = fields.choice("batchNorm", BATCH_NORM).orElse(null);
        boolean freezes = fields.node("freezeBatchNormAfterEpoch").isPresent();
        if (freezes && mode != null && mode != BatchNormMode.FREEZE) {
            fields.problems()
                    .add(
                            fields.pointer("freezeBatchNormAfterEpoch"),
                            "contradiction",
                            "goes with \"batchNorm\": \"freeze\" only; leave one of the two out.");
        }
        return new Quantization(
                freezes && mode == null ? BatchNormMode.FREEZE : mode == null ? defaults.batchNorm() : mode,
                fields.integer("freezeBatchNormAfterEpoch", defaults.freezeBatchNormAfterEpoch(), 0, epochs),
                fields.integer(
                        "delayActivationsEpochs",
                        Math.min(defaults.delayActivationsEpochs(), epochs - 1),
                        0,
                        epochs - 1));
    }

    private void refuseWhatComesLater(JsonObjectReader fields) {
        boolean earlyStopping = fields.node("earlyStopping")
                .filter(node -> !(node.isBoolean() && !node.booleanValue()))
                .isPresent();
        if (earlyStopping) {
            notYet(fields, "earlyStopping", "is not supported yet; leave it out.");
        }
    }

    private void notYet(JsonObjectReader fields, String name, String sentence) {
        problems.add(fields.pointer(name), "not-supported-yet", sentence);
    }
}
