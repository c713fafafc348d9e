package io.bitgap.training;

import java.util.List;

/** What fields of a recipe have in common, so that a form or a table of so many can be read. */
public enum RecipeTheme {
    SCHEDULE(
            "Schedule",
            "epochs",
            "learningRate",
            "batchSize",
            "schedule",
            "warmupEpochs",
            "milestones",
            "gamma",
            "smallestLearningRate"),
    OPTIMIZER("Optimizer", "momentum", "nesterov", "weightDecay", "decayNorm", "gradientClip"),
    IMAGES("Images and labels", "augmentation", "randomErasing", "mixup", "labelSmoothing"),
    EVALUATION("Evaluation", "evaluateEvery", "earlyStopping", "weightEma", "reestimateBatchNorm"),
    QUANTIZERS(
            "Quantizers",
            RecipeFields.OF_QUANTIZED_RUNS.stream().map(RecipeField::name).toArray(String[]::new));

    private final String title;
    private final List<String> names;

    RecipeTheme(String title, String... names) {
        this.title = title;
        this.names = List.of(names);
    }

    public String title() {
        return title;
    }

    /** Those of some fields that belong here, in the order of the theme. */
    public List<RecipeField> of(List<RecipeField> fields) {
        return names.stream()
                .flatMap(name -> fields.stream().filter(field -> field.name().equals(name)))
                .toList();
    }
}
