package io.bitgap.experiment.spec;

import io.bitgap.training.Recipe;
import io.bitgap.training.ScheduleKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads a recipe that is spelled out; what it leaves out comes from another recipe. */
final class RecipeReader {
    static final Map<String, ScheduleKind> SCHEDULES = schedules();
    private static final String[] FIELDS = {
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
        "earlyStopping"
    };

    private final Problems problems;

    RecipeReader(Problems problems) {
        this.problems = problems;
    }

    Recipe read(JsonNode node, String pointer, Recipe defaults) {
        Optional<Fields> fields = Fields.of(node, pointer, problems, FIELDS);
        if (fields.isEmpty()) {
            return defaults;
        }
        refuseWhatComesLater(fields.get());
        return recipe(fields.get(), defaults);
    }

    private static Recipe recipe(Fields fields, Recipe defaults) {
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
                fields.flag("augmentation", defaults.augmentation()));
    }

    private void refuseWhatComesLater(Fields fields) {
        String batchNorm = fields.choice(
                        "batchNorm", Map.of("train", "train", "freeze", "freeze", "fold-frozen", "fold"))
                .orElse("train");
        if (!batchNorm.equals("train")) {
            notYet(fields, "batchNorm", "only train is supported yet; leave it out.");
        }
        if (fields.node("freezeBatchNormAfterEpoch").isPresent()) {
            notYet(fields, "freezeBatchNormAfterEpoch", "is not supported yet; leave it out.");
        }
        boolean earlyStopping = fields.node("earlyStopping")
                .filter(node -> !(node.isBoolean() && !node.booleanValue()))
                .isPresent();
        if (earlyStopping) {
            notYet(fields, "earlyStopping", "is not supported yet; leave it out.");
        }
    }

    private void notYet(Fields fields, String name, String sentence) {
        problems.add(fields.pointer(name), "not-supported-yet", sentence);
    }

    private static Map<String, ScheduleKind> schedules() {
        Map<String, ScheduleKind> schedules = new LinkedHashMap<>();
        for (ScheduleKind kind : ScheduleKind.values()) {
            schedules.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), kind);
        }
        return schedules;
    }
}
